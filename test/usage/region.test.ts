import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const region = createRegion({ region: 'eu-west-1', seed: 7 })
const orders = region.createTable('orders', { partitionKey: 'id' })
const place = region.registerFunction('place', async () => ({ statusCode: 201 }))
const api = region.createGateway({ 'POST /orders': place })

it('finds resources by name', () => {
  expect(region.table('orders').size).toBe(0)
  expect(() => region.table('order')).toThrow("Did you mean 'orders'?")
  expect(region.function('place').invocations).toHaveLength(0)
  expect(region.table(orders.arn).name).toBe('orders')
  expect(region.function(place.arn).arn).toBe(place.arn)
  const abroad = place.arn.replace('eu-west-1', 'eu-west-2')
  expect(() => region.function(abroad)).toThrow(/There is no function 'arn:aws:lambda:eu-west-2:/)
  expect(() => region.function('place:prod')).toThrow(/no version or alias 'prod'/)
})

it('returns to a snapshot', () => {
  region.seed({ orders: [{ id: 'o1' }, { id: 'o2' }] })
  const before = region.snapshot()
  orders.clear()
  region.restore(before)
  expect(orders.size).toBe(2)
})

it('answers raw requests', async () => {
  const response = await region.fetch(`${api.url}/orders`, { method: 'POST' })
  expect(response.status).toBe(201)
})

it('refuses operations that are not simulated', async () => {
  const client = new SFNClient(region.sdk)
  const start = client.send(new StartExecutionCommand({ stateMachineArn: 'arn:checkout' }))
  await expect(start).rejects.toThrow('SFN StartExecution is not simulated')
  expect(region.unsupported).toHaveLength(1)
})

it('is an account with other AWS regions', async () => {
  const region = createRegion()
  const eu = region.in('eu-west-1')
  eu.createTable('orders', { partitionKey: 'id' })
  const client = new DynamoDBClient({ ...region.sdk, region: 'eu-west-1' })
  await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'o1' } } }))
  expect(eu.table('orders').size).toBe(1)
})
