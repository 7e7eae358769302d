/** Calls of the SDK against every contestant. */
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { DYNALITE, MOCK, type Contestant } from './contestants.js'
import { item, orderKey, table } from './items.js'
import { timeAsync } from './measure.js'

interface Task {
  readonly name: string
  readonly count: number
  /**
   * Contestants that cannot run the task: dynalite and the mock lack operations, and a canned
   * answer does not fit every one.
   */
  readonly skip?: readonly string[]
  run(client: Contestant['client'], i: number): Promise<unknown>
}

export const wide = Object.fromEntries(
  Array.from({ length: 100 }, (_, i) => [`attribute${i}`, { S: `value ${i}` }]),
)

export const tasks: readonly Task[] = [
  {
    name: 'PutItem',
    count: 300,
    run: (client, i) =>
      client.send(new PutItemCommand({ TableName: 'Main', Item: item(i % 50, i) })),
  },
  {
    name: 'PutItem if not exists',
    count: 200,
    run: (client, i) =>
      client.send(
        new PutItemCommand({
          TableName: 'Main',
          Item: item(`new${process.hrtime.bigint()}`, i),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
  },
  {
    name: 'GetItem',
    count: 300,
    run: (client, i) =>
      client.send(
        new GetItemCommand({
          TableName: 'Main',
          Key: { pk: { S: `USER#${i % 50}` }, sk: { S: orderKey(i) } },
        }),
      ),
  },
  {
    name: 'UpdateItem',
    count: 200,
    run: (client) =>
      client.send(
        new UpdateItemCommand({
          TableName: 'Main',
          Key: { pk: { S: 'USER#1' }, sk: { S: orderKey(1) } },
          UpdateExpression:
            'SET #n = :n, age = if_not_exists(age, :zero) + :one ADD visits :one REMOVE gone',
          ExpressionAttributeNames: { '#n': 'name' },
          ExpressionAttributeValues: { ':n': { S: 'x' }, ':one': { N: '1' }, ':zero': { N: '0' } },
          ReturnValues: 'ALL_NEW',
        }),
      ),
  },
  {
    name: 'Query of 25',
    count: 100,
    run: (client) =>
      client.send(
        new QueryCommand({
          TableName: 'Main',
          KeyConditionExpression: 'pk = :p AND begins_with(sk, :s)',
          Limit: 25,
          ExpressionAttributeValues: { ':p': { S: 'USER#full' }, ':s': { S: 'ORDER#' } },
        }),
      ),
  },
  {
    name: 'TransactWriteItems of 4',
    count: 100,
    skip: [DYNALITE],
    run: (client, i) =>
      client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName: 'Main', Item: item(`t${i}`, 0) } },
            { Put: { TableName: 'Main', Item: item(`t${i}`, 1) } },
            {
              Update: {
                TableName: 'Main',
                Key: { pk: { S: 'COUNTER' }, sk: { S: '0' } },
                UpdateExpression: 'ADD n :one',
                ExpressionAttributeValues: { ':one': { N: '1' } },
              },
            },
            {
              ConditionCheck: {
                TableName: 'Main',
                Key: { pk: { S: 'NO' }, sk: { S: 'NO' } },
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            },
          ],
        }),
      ),
  },
  {
    name: 'BatchWriteItem of 25',
    count: 50,
    run: (client, i) =>
      client.send(
        new BatchWriteItemCommand({
          RequestItems: {
            Main: Array.from({ length: 25 }, (_, n) => ({
              PutRequest: { Item: item(`b${i}`, n) },
            })),
          },
        }),
      ),
  },
  {
    name: 'Scan of 1,000',
    count: 5,
    skip: [MOCK],
    run: (client) => client.send(new ScanCommand({ TableName: 'Main', Limit: 1000 })),
  },
  {
    name: 'UpdateItem, 100 attributes',
    count: 50,
    run: (client, i) =>
      client.send(
        new UpdateItemCommand({
          TableName: 'Main',
          Key: { pk: { S: 'WIDE' }, sk: { S: '0' } },
          UpdateExpression: 'SET attribute7 = :v',
          ExpressionAttributeValues: { ':v': { S: String(i) } },
        }),
      ),
  },
  {
    name: 'PartiQL SELECT of one',
    count: 100,
    skip: [DYNALITE, MOCK],
    run: (client) =>
      client.send(
        new ExecuteStatementCommand({
          Statement: 'SELECT * FROM Main WHERE pk = ? AND sk = ?',
          Parameters: [{ S: 'USER#1' }, { S: orderKey(1) }],
        }),
      ),
  },
]

export async function prepare({ client, real }: Contestant): Promise<void> {
  await client.send(new CreateTableCommand(table('Main')))
  if (!real) return
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: 'Main' })
  for (let i = 0; i < 1000; i++) {
    const partition = i < 500 ? i % 50 : 'full'
    await client.send(new PutItemCommand({ TableName: 'Main', Item: item(partition, i) }))
  }
  await client.send(
    new PutItemCommand({ TableName: 'Main', Item: { pk: { S: 'WIDE' }, sk: { S: '0' }, ...wide } }),
  )
}

const WARM_UP = 8

/**
 * Runs every task of a contestant repeatedly, so that measured code is compiled and has seen more
 * than one kind of call.
 */
export async function warmUp(contestant: Contestant, who: string): Promise<void> {
  for (let round = 0; round < WARM_UP; round++) {
    for (const { name, skip } of tasks) {
      if (!skip?.includes(who)) await timeTask(contestant, name, round)
    }
  }
}

/** Runs one round of a task. Returns µs per call. */
export function timeTask(
  { client, real }: Contestant,
  name: string,
  round: number,
): Promise<number> {
  const { run, count } = tasks.find((task) => task.name === name)!
  // A server over loopback is slow enough to be measured with fewer calls.
  const calls = real && client.config.isCustomEndpoint ? count / 2 : count
  return timeAsync(calls, (i) => run(client, round * count + i))
}

/**
 * Runs fifty small suites: create a table, put ten items, query, update, drop. Returns
 * milliseconds.
 */
export async function timeSuites(contestant: Contestant, round: number): Promise<number> {
  const perSuite = await timeAsync(50, (i) => suite(contestant, `Suite${round}x${i}`))
  return (perSuite * 50) / 1000
}

async function suite({ client, real }: Contestant, TableName: string): Promise<void> {
  await client.send(new CreateTableCommand(table(TableName)))
  if (real) await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName })
  for (let i = 0; i < 10; i++)
    await client.send(new PutItemCommand({ TableName, Item: item(1, i) }))
  await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'USER#1' } },
    }),
  )
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: { S: 'USER#1' }, sk: { S: orderKey(1) } },
      UpdateExpression: 'SET amount = :a',
      ExpressionAttributeValues: { ':a': { N: '1' } },
    }),
  )
  await client.send(new DeleteTableCommand({ TableName }))
}
