// The examples of docs/guide/events.md.
import type { APIGatewayProxyEventV2, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda'
import { createRegion, events } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

interface Order {
  id: string
  amount?: number
}

/** Code under test. */
async function place(event: APIGatewayProxyEventV2) {
  const { amount } = JSON.parse(event.body ?? '{}') as { amount?: number }
  if (!amount) return { statusCode: 400 }
  return { statusCode: 201, body: `${event.requestContext.http.method} ${event.rawPath}` }
}

it('calls a handler with a complete event', async () => {
  const event = events.apiGatewayV2({
    routeKey: 'POST /orders',
    rawPath: '/orders',
    body: { amount: 9 },
  })

  expect(await place(event)).toEqual({ statusCode: 201, body: 'POST /orders' })
})

it('keeps facts in step', () => {
  const event = events.apiGateway({
    resource: '/orders/{id}',
    pathParameters: { id: '1' },
    headers: { 'User-Agent': 'curl' },
    queryStringParameters: { expand: 'items' },
  })

  expect(event).toMatchObject({
    path: '/orders/1',
    multiValueHeaders: { 'User-Agent': ['curl'] },
    multiValueQueryStringParameters: { expand: ['items'] },
    requestContext: { path: '/prod/orders/1', identity: { userAgent: 'curl' } },
  })
})

/** Code under test. */
const work = (event: SQSEvent) => event.Records.map(({ body }) => (JSON.parse(body) as Order).id)

it('makes batches', () => {
  expect(work(events.sqs([{ body: { id: 'o1' } }, { body: { id: 'o2' } }]))).toEqual(['o1', 'o2'])
})

/** Code under test. */
const project = (event: DynamoDBStreamEvent) =>
  event.Records.map(({ eventName, dynamodb }) => `${eventName} ${dynamodb?.Keys?.['id']?.S}`)

it('makes the events of a table from plain items', () => {
  const orders = createRegion().createTable<Order>('orders', { partitionKey: 'id' })

  const event = events.dynamodb(orders, [
    { new: { id: 'o1', amount: 9 } },
    { old: { id: 'o1', amount: 9 }, new: { id: 'o1', amount: 10 } },
    { old: { id: 'o1', amount: 10 } },
  ])

  expect(project(event)).toEqual(['INSERT o1', 'MODIFY o1', 'REMOVE o1'])
})

it('feeds a registered function', async () => {
  const fn = createRegion().registerFunction('place', place)
  const run = await fn.invoke(events.apiGatewayV2({ rawPath: '/orders' }))
  expect(run.payload).toEqual({ statusCode: 400 })
})
