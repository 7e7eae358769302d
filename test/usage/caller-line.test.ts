// What a failing test shows: errors point at the test's own line, whoever threw them.
import { DynamoDB, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocument, paginateScan } from '@aws-sdk/lib-dynamodb'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const region = createRegion({ unhandled: 'warn' })
const orders = region.createTable('orders', { partitionKey: 'id' }).seed([{ id: 'o1' }])
const client = new DynamoDB(region.sdk)
const docs = DynamoDBDocument.from(client)
const missing = { TableName: 'order', Key: { id: { S: 'o1' } } }
const unsupported = { GlobalTableName: 'orders', ReplicationGroup: [] }

/** The frames of a stack, without what may follow them. */
const framesOf = (error: Error): string[] =>
  (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))

const cases: [string, string, () => unknown][] = [
  [
    'a condition of Table.put',
    'ConditionalCheckFailedException',
    () => orders.put({ id: 'o1' }, { condition: 'attribute_not_exists(id)' }),
  ],
  ['an expression', 'ValidationException', () => orders.update({ id: 'o1' }, 'SETT a = b')],
  ['a key of a recipe', 'ValidationException', () => orders.update({ id: 'o1' }, changeKey)],
  ['a seed', 'MisuseError', () => orders.seed([{ id: 'o2' }, { id: 3 }])],
  ['a look-up', 'MisuseError', () => region.table('order')],
  ['a gateway', 'MisuseError', () => region.createGateway({ 'GETT /': 1 as never })],
  ['an option', 'UnsupportedError', () => region.createTable(withInsights)],
  ['a call', 'ResourceNotFoundException', async () => await client.getItem(missing)],
  [
    'a command',
    'ResourceNotFoundException',
    async () => await client.send(new GetItemCommand(missing)),
  ],
  [
    'one of many calls',
    'ResourceNotFoundException',
    async () => await Promise.all([1, 2].map(() => client.getItem(missing))),
  ],
  [
    'a document client',
    'ResourceNotFoundException',
    async () => await docs.get({ TableName: 'order', Key: { id: 'o1' } }),
  ],
  [
    'a paginator',
    'ResourceNotFoundException',
    async () => {
      for await (const page of paginateScan({ client: docs }, { TableName: 'order' })) void page
    },
  ],
  [
    'what is not simulated',
    'UnsupportedError',
    async () => await client.createGlobalTable(unsupported),
  ],
  ['an adopted client', 'ResourceNotFoundException', async () => await adopted().getItem(missing)],
  [
    'a raw request',
    'UnsupportedError',
    async () => await region.fetch('https://sfn.us-east-1.amazonaws.com/'),
  ],
]

const changeKey = (draft: Record<string, unknown>): void => {
  draft.id = 'o9'
}
const adopted = (): DynamoDB => region.adopt(new DynamoDB({ region: 'us-east-1' }))
const withInsights = {
  TableName: 'others',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
  BillingMode: 'PAY_PER_REQUEST' as const,
  ContributorInsightsSpecification: { Enabled: true },
}
it.each(cases)('%s: %s', async (_, name, run) => {
  const error = await Promise.resolve()
    .then(run)
    .then(
      () => undefined,
      (thrown: unknown) => thrown as Error,
    )
  expect(error?.name).toBe(name)
  expect(framesOf(error!)[0]).toContain('caller-line.test.ts')
})

it('a table that was deleted', async () => {
  const table = region.createTable('gone', { partitionKey: 'id' })
  await client.deleteTable({ TableName: 'gone' })
  let error: unknown
  try {
    void table.items
  } catch (thrown) {
    error = thrown
  }
  expect(error).toMatchObject({ name: 'ResourceNotFoundException' })
  expect(framesOf(error as Error)[0]).toContain('caller-line.test.ts')
})

it('a stack begins with the name and the message, and keeps what was planned where it was planned', async () => {
  const error = await client.getItem(missing).catch((thrown: unknown) => thrown as Error)
  expect((error as Error).stack).toMatch(
    /^ResourceNotFoundException: Requested resource not found\n {4}at /,
  )
  const planned = new TypeError('planned')
  orders.fail('GetItem', planned)
  const met = await client
    .getItem({ ...missing, TableName: 'orders' })
    .catch((thrown: unknown) => thrown)
  expect((met as Error).stack).toBe(planned.stack)
})

it('a trace says what there is instead', async () => {
  await client.getItem(missing).catch(() => undefined)
  const trace = String(region.trace())
  expect(trace).toContain("There is no table 'order' in this region. Did you mean 'orders'?")
})
