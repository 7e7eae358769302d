// In each file a call that is not simulated fails its test, even if the code under test swallows
// the error.
import 'miniregion/vitest'
import { DescribeContributorInsightsCommand } from '@aws-sdk/client-dynamodb'
import { expect, it } from 'vitest'
import { client, visits } from '../shared.mjs'

it('passes', () => {
  expect(visits.size).toBe(0)
})

it('fails', async () => {
  const input = { TableName: 'visits' }
  await client.send(new DescribeContributorInsightsCommand(input)).catch(() => {})
})

it('passes again', () => {
  expect(visits.size).toBe(0)
})
