import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { expect, it } from 'vitest'
import { defineRegion } from './definition/definition.ts'
import { createRegion } from './index.ts'

const schema = { partitionKey: 'id' }
const key = { id: { S: 'o1' } }

it('keeps the state of each region apart', () => {
  const region = createRegion()
  const eu = region.in('eu-west-1')
  const here = region.createTable('orders', schema)
  const there = eu.createTable('orders', schema)
  there.put({ id: 'o1' })
  expect([here.size, there.size]).toEqual([0, 1])
  expect(there.arn).toBe('arn:aws:dynamodb:eu-west-1:123456789012:table/orders')
  expect([here.calls.length, there.calls.length]).toEqual([0, 1])
  expect([here.writes.length, there.writes.length]).toEqual([0, 1])
  expect(eu.in('us-east-1').table('orders').size).toBe(0)
  expect(region.in('us-east-1').table('orders').arn).toBe(here.arn)
})

it.each([
  ['eu-west-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
])('writes ARNs of %s in the partition %s', async (name, partition) => {
  const region = createRegion({ region: name })
  const place = region.registerFunction('place', () => 'ok')
  const { Configuration } = await new LambdaClient(region.sdk).send(
    new GetFunctionCommand({ FunctionName: 'place' }),
  )
  const arns = [
    region.createTable('orders', schema).arn,
    place.arn,
    Configuration?.Role,
    region.createGateway({ 'GET /': place }).arn,
  ]
  expect(arns.map((arn) => arn?.split(':')[1])).toEqual(arns.map(() => partition))
})

it('answers a client configured for a region in use', async () => {
  const region = createRegion()
  region.createTable('orders', schema)
  const client = new DynamoDBClient({ ...region.sdk, region: 'eu-west-1' })
  await client.send(new PutItemCommand({ TableName: 'orders', Item: key }))
  expect(region.table('orders').size).toBe(1)

  const there = region.in('eu-west-1').createTable('orders', schema)
  await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'o2' } } }))
  expect([region.table('orders').size, there.size]).toEqual([1, 1])
  const back = new DynamoDBClient({ ...region.in('eu-west-1').sdk, region: 'us-east-1' })
  const { Item } = await back.send(new GetItemCommand({ TableName: 'orders', Key: key }))
  expect(Item).toEqual(key)
})

it('forks, snapshots and resets all regions of an account together', () => {
  const region = createRegion()
  const there = region.in('eu-west-1').createTable('orders', schema)
  there.seed([{ id: 'seeded' }])
  const before = region.snapshot()
  const fork = region.fork()
  there.put({ id: 'o1' })
  expect(fork.in('eu-west-1').table('orders').size).toBe(1)
  expect(fork.run(() => there.size)).toBe(1)
  region.restore(before)
  expect(there.size).toBe(1)
  there.put({ id: 'o2' })
  region.reset()
  expect(there.items).toEqual([{ id: 'seeded' }])
})

it('takes a region out of use on a restore to a snapshot without it', () => {
  const region = createRegion()
  const before = region.snapshot()
  const eu = region.in('eu-west-1')
  eu.createTable('orders', schema)
  region.restore(before)
  expect(() => eu.table('orders')).toThrow("There is no table 'orders'")
})

it('shares clock and ids, and rebinds the handles of a definition', async () => {
  const app = defineRegion((region) => {
    const eu = region.in('eu-west-1')
    return {
      eu,
      there: eu.createTable('orders', schema),
      here: region.createTable('orders', schema),
    }
  })
  await app(({ eu, there, here, region }) => {
    region.clock.freeze('2026-01-01T00:00:00Z')
    expect(eu.clock.now()).toBe(region.clock.now())
    there.put({ id: 'o1' })
    expect([there.size, here.size, eu.table('orders').size]).toEqual([1, 0, 1])
    expect(eu.name).toBe('eu-west-1')
  })()
  await app(({ there }) => expect(there.size).toBe(0))()
})

it('refuses a name that cannot be a region', () => {
  expect(() => createRegion().in('eu west')).toThrow("a region name such as 'eu-west-1'")
})

it('records the credentials that a call was made with', async () => {
  const region = createRegion()
  const orders = region.createTable('orders', schema)
  const put = new PutItemCommand({ TableName: 'orders', Item: key })
  await new DynamoDBClient(region.sdk).send(put)
  const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 's', sessionToken: 't' }
  const client = new DynamoDBClient({ ...region.sdk, credentials })
  await client.send(put)
  await client.send(put)
  let asked = 0
  const expiring = async () => ({
    ...credentials,
    accessKeyId: `K${++asked}`,
    expiration: new Date(0),
  })
  const temporary = new DynamoDBClient({ ...region.sdk, credentials: expiring })
  await temporary.send(put)
  await temporary.send(put)
  const callers = orders.calls.map(({ caller }) => caller)
  expect(callers.slice(0, 3)).toEqual([
    undefined,
    { accessKeyId: 'ASIAEXAMPLE', sessionToken: 't' },
    { accessKeyId: 'ASIAEXAMPLE', sessionToken: 't' },
  ])
  const [first, second] = callers.slice(3).map((caller) => caller?.accessKeyId)
  expect(first).toMatch(/^K\d$/)
  expect(second).toBe(`K${asked}`)
  expect(second).not.toBe(first)
})

it('answers a raw request in the region of its signature', async () => {
  const region = createRegion()
  const there = region.in('eu-west-1').createTable('orders', schema)
  const send = (scope: string): Promise<Response> =>
    region.fetch('https://dynamodb.amazonaws.com/', {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=AKID/20260101/${scope}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
        'x-amz-date': '20260101T000000Z',
        'x-amz-target': 'DynamoDB_20120810.PutItem',
        'content-type': 'application/x-amz-json-1.0',
      },
      body: JSON.stringify({ TableName: 'orders', Item: key }),
    })
  expect((await send('us-east-1')).status).toBe(400)
  expect((await send('eu-west-1')).status).toBe(200)
  expect(there.calls[0]?.caller).toEqual({ accessKeyId: 'AKID' })
})

it('tells the invocations of functions of one name apart', async () => {
  const region = createRegion()
  const here = region.registerFunction('place', async () => 'here')
  const there = region.in('eu-west-1').registerFunction('place', async () => 'there')
  await here.invoke({})
  await there.invoke({})
  expect(here.lastInvocation?.payload).toBe('here')
  expect([here.invocations.length, there.invocations.length]).toEqual([1, 1])
})
