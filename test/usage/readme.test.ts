import { readFileSync } from 'node:fs'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createGateway, defaultRegion, registerFunction, Table } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

// The code under test: a Lambda handler that uses the AWS SDK.
const client = new DynamoDBClient(defaultRegion.sdk)
const handler = async (event: { body: string }) => {
  const { id } = JSON.parse(event.body) as { id: string }
  await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }))
  return { statusCode: 201, body: JSON.stringify({ id }) }
}

const orders = new Table('orders', { partitionKey: 'id' })
const place = registerFunction('place-order', handler)
const api = createGateway({ 'POST /orders': place })

it('stores the order', async () => {
  const response = await api.post('/orders', { id: 'o1' })
  expect(response.status).toBe(201)
  expect(await response.json()).toEqual({ id: 'o1' })
  expect(orders.get({ id: 'o1' })).toEqual({ id: 'o1' })
  expect(place.lastInvocation).toMatchObject({ status: 'succeeded', coldStart: true })
})

it('survives throttling', async () => {
  orders.fail('PutItem', 'ProvisionedThroughputExceededException', { times: 2 })
  const response = api.post('/orders', { id: 'o2' })
  await defaultRegion.idle() // moves the region's clock through the SDK's backoff
  expect(await response).toHaveStatus(201)
  expect(orders).toHaveReceivedTimes('PutItem', 3) // the SDK retried twice
  expect(orders).toHaveItemCount(1) // the first test's item is gone
})

// The rest is not in README.md.
it('prints the trace that README.md shows', async () => {
  orders.fail('PutItem', 'ProvisionedThroughputExceededException', { times: 2 })
  const response = api.post('/orders', { id: 'o2' })
  await defaultRegion.idle()
  const [, shown] = /```\n(POST \/orders[\s\S]*?)```/.exec(README) ?? []
  expect(shape(String(defaultRegion.trace(await response)))).toBe(shape(shown ?? ''))
})

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** The trace without its times: the SDK draws its backoff at random. */
const shape = (trace: string): string =>
  trace
    .replaceAll(/\+?\d+(\.\d+)? m?s\b/g, ' ')
    .replaceAll(/[ │]+/g, ' ')
    .trim()
