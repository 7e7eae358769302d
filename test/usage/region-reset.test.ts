/** What `region.reset()` keeps, returns, empties and ends: the table of docs/guide/region.md. */
import {
  CreateBackupCommand,
  CreateTableCommand,
  DynamoDBClient,
  ListBackupsCommand,
} from '@aws-sdk/client-dynamodb'
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { createRegion, defineRegion } from 'miniregion'
import { expect, it } from 'vitest'

/** A variable at the top level of a handler's module. */
let count = 0

it('keeps definitions, and returns items to their seeds', async () => {
  const region = createRegion()
  const client = new DynamoDBClient(region.sdk)
  const orders = region.createTable('orders', { partitionKey: 'id' })
  await client.send(
    new CreateTableCommand({
      TableName: 'by-sdk',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  )
  const fn = region.registerFunction('fn', async () => ++count)
  const api = region.createGateway({ $default: fn })
  const eu = region.in('eu-west-1').createTable('orders', { partitionKey: 'id' })
  orders.seed([{ id: 'seed' }])
  orders.put({ id: 'written' })
  eu.put({ id: 'written' })
  await fn.invoke({})
  const { requestId } = fn.invocations[0] ?? {}

  region.reset()
  expect(orders.items).toEqual([{ id: 'seed' }])
  expect(region.table('by-sdk').size).toBe(0)
  expect(eu.size).toBe(0)
  expect(fn.invocations).toEqual([])
  expect(await (await api.get('/')).json()).toBe(2)
  expect(fn.lastInvocation).toMatchObject({ coldStart: true })
  expect(fn.lastInvocation?.requestId).not.toBe(requestId)
})

it('empties records, streams, backups, faults and stubs', async () => {
  const region = createRegion()
  const client = new DynamoDBClient(region.sdk)
  const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
  orders.put({ id: 'o1' })
  await client.send(new CreateBackupCommand({ TableName: 'orders', BackupName: 'one' }))
  orders.fail('PutItem', 'ThrottlingException')
  const sfn = new SFNClient(region.sdk)
  const start = new StartExecutionCommand({ stateMachineArn: 'arn:m' })
  region.stub(StartExecutionCommand, { executionArn: 'e', startDate: new Date(0) })
  await sfn.send(start)

  region.reset()
  expect(orders.writes).toEqual([])
  expect(region.faults.pending).toEqual([])
  expect((await client.send(new ListBackupsCommand({}))).BackupSummaries).toEqual([])
  await expect(sfn.send(start)).rejects.toThrow('SFN StartExecution is not simulated')
  region.reset()
  expect(region.unsupported).toEqual([])
})

it('ends what runs, and returns the clock to real time', async () => {
  const region = createRegion()
  region.clock.freeze('2020-01-01T00:00:00Z')
  const stuck = region.registerFunction('stuck', () => new Promise(() => undefined))
  const call = stuck.invoke({})
  await stuck.invoke({}, { type: 'Event' })

  region.reset()
  expect(await call).toMatchObject({ status: 'failed' })
  expect(new Date(region.clock.now()).getFullYear()).toBeGreaterThan(2020)
  await region.idle()
  expect(stuck.invocations).toEqual([])
})

const app = defineRegion((region) => {
  region.stub(PublishCommand, { MessageId: 'of the builder' })
  return { region }
})

it(
  'keeps the stubs of a definition',
  app(async ({ region }) => {
    region.stub(PublishCommand, { MessageId: 'of the test' })
    region.reset()
    const client = new SNSClient(region.sdk)
    expect((await client.send(new PublishCommand({ Message: 'm' }))).MessageId).toBe(
      'of the builder',
    )
  }),
)

it('keeps open servers', async () => {
  const region = createRegion()
  const server = await region.listen()
  region.reset()
  expect((await fetch(server.url)).status).toBe(200)
  await server.close()
})
