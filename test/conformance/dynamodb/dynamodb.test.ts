import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'
import { groups } from './index.ts'

const all = Object.values(groups).flat()

it('has enough cases, each with an id of its own and a source', () => {
  expect(all.length).toBeGreaterThanOrEqual(900)
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  expect(all.filter(({ source }) => !/^(https:\/\/|API model: |Recorded: )/.test(source))).toEqual(
    [],
  )
})

describe.each(Object.entries(groups))('%s', (_, cases) => {
  it.each(cases)('$id: $title', async ({ run, region: name }) => {
    const region = createRegion(name === undefined ? {} : { region: name })
    await run(new DynamoDBClient(region.sdk), (request) => region.fetch(request))
  })
})
