/**
 * Steps of the soak's second model: batches of PartiQL statements, and local indexes with
 * projections.
 */
import assert from 'node:assert/strict'
import {
  BatchExecuteStatementCommand,
  ExecuteStatementCommand,
  QueryCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb'
import type { Event } from './soak-events.ts'

export type EventKey = Pick<Event, 'pk' | 'sk'>

/** What a step needs: a client, random input, and the model that it compares with and changes. */
export interface Step {
  readonly docs: DynamoDBDocumentClient
  readonly table: string
  pick(count: number): number
  key(): EventKey
  event(): Event
  at(key: EventKey): Event | undefined
  set(event: Event): void
  drop(key: EventKey): void
  where(isWanted: (event: Event) => boolean): Event[]
}

interface Write {
  readonly Statement: string
  readonly Parameters: unknown[]
  /** The code of the expected error. */
  readonly error: string | undefined
  /** The expected item in the response. */
  readonly item: Event | undefined
  apply(): void
}

const WHERE = 'WHERE pk = ? AND sk = ?'

/**
 * INSERT, UPDATE (in both forms) and DELETE of different items. Each statement succeeds or fails
 * alone.
 */
export async function batchOfWrites(step: Step): Promise<void> {
  const events = new Map(
    [step.event(), step.event(), step.event()].map((event) => [`${event.pk}|${event.sk}`, event]),
  )
  const writes = [...events.values()].map((event) => writeOf(step, event))
  const { Responses = [] } = await step.docs.send(
    new BatchExecuteStatementCommand({
      Statements: writes.map(({ Statement, Parameters }) => ({
        Statement,
        Parameters: Parameters as never,
      })),
    }),
  )
  assert.equal(Responses.length, writes.length)
  writes.forEach(({ error, item, apply }, at) => {
    assert.equal(Responses[at]?.Error?.Code, error)
    if (error !== undefined) return
    assert.equal(Responses[at]?.TableName, step.table)
    assert.deepEqual(Responses[at]?.Item, item)
    apply()
  })
}

function writeOf(step: Step, event: Event): Write {
  const { pk, sk, rank, kind, nested } = event
  const before = step.at(event)
  switch (step.pick(4)) {
    case 0:
      return {
        Statement: `INSERT INTO "${step.table}" VALUE {'pk': ?, 'sk': ?, 'rank': ?, 'kind': ?, 'nested': ?}`,
        Parameters: [pk, sk, rank, kind, nested],
        error: before && 'DuplicateItem',
        item: undefined,
        apply: () => step.set({ pk, sk, rank, kind, nested }),
      }
    case 1:
      return {
        Statement: `DELETE FROM "${step.table}" ${WHERE} RETURNING ALL OLD *`,
        Parameters: [pk, sk],
        error: undefined,
        item: before,
        apply: () => step.drop(event),
      }
    case 2:
      return updateOf(step, event, {
        Statement: `UPDATE "${step.table}" SET rank = ? SET nested = ? REMOVE tags ${WHERE}`,
        Parameters: [rank, nested, pk, sk],
      })
    default:
      return updateOf(step, event, {
        Statement: `FROM "${step.table}" ${WHERE} SET rank = ?, nested = ? REMOVE tags`,
        Parameters: [pk, sk, rank, nested],
      })
  }
}

function updateOf(
  step: Step,
  event: Event,
  request: Pick<Write, 'Statement' | 'Parameters'>,
): Write {
  const before = step.at(event)
  const { rank, nested } = event
  return {
    ...request,
    error: before ? undefined : 'ConditionalCheckFailed',
    item: undefined,
    apply: () => {
      if (!before) return
      const { tags: _, ...rest } = before
      step.set({ ...rest, rank, nested })
    },
  }
}

export async function batchOfReads(step: Step): Promise<void> {
  const keys = new Map(
    [step.key(), step.key(), step.key()].map((key) => [`${key.pk}|${key.sk}`, key]),
  )
  const { Responses = [] } = await step.docs.send(
    new BatchExecuteStatementCommand({
      Statements: [...keys.values()].map(({ pk, sk }) => ({
        Statement: `SELECT * FROM "${step.table}" ${WHERE}`,
        Parameters: [pk, sk],
        ConsistentRead: step.pick(2) === 0,
      })),
    }),
  )
  assert.deepEqual(
    Responses.map(({ Item }) => Item),
    [...keys.values()].map((key) => step.at(key)),
  )
}

// DynamoDB promises no order among entries with equal keys, so the model does not know one.
const byRank = (a: Event, b: Event): number => a.rank - b.rank || a.sk - b.sk
const bySk = (a: { sk: number }, b: { sk: number }): number => a.sk - b.sk

/** Checks that the ranks ascend, and orders entries with equal ranks as the model has them. */
function inModelOrder(items: readonly object[]): object[] {
  const events = items as Event[]
  const ranks = events.map(({ rank }) => rank)
  assert.deepEqual(
    ranks,
    [...ranks].sort((a, b) => a - b),
  )
  return [...events].sort(byRank)
}

/**
 * A local index with a projection answers its entries, or reads the items of the table when other
 * attributes are asked for; then each item is charged.
 */
export async function localProjections(step: Step): Promise<void> {
  const { pk } = step.key()
  const least = step.pick(4)
  const wanted = step.where((event) => event.pk === pk && event.rank >= least).sort(byRank)
  const entries = wanted.map(({ sk, rank, note }) => ({
    ...{ pk, sk, rank },
    ...(note !== undefined && { note }),
  }))
  const query = async (more: object): Promise<{ Items?: object[]; units: number | undefined }> => {
    const { Items, ConsumedCapacity } = await step.docs.send(
      new QueryCommand({
        TableName: step.table,
        IndexName: 'notesByRank',
        KeyConditionExpression: 'pk = :pk AND #r >= :least',
        ExpressionAttributeNames: { '#r': 'rank' },
        ExpressionAttributeValues: { ':pk': pk, ':least': least },
        ReturnConsumedCapacity: 'INDEXES',
        ...more,
      }),
    )
    return { Items: inModelOrder(Items ?? []), units: ConsumedCapacity?.Table?.CapacityUnits }
  }
  assert.deepEqual(await query({}), { Items: entries, units: 0 })
  const whole = { Items: wanted, units: wanted.length / 2 }
  assert.deepEqual(await query({ Select: 'ALL_ATTRIBUTES' }), whole)
  const { Items } = await step.docs.send(
    new ExecuteStatementCommand({
      Statement: `SELECT sk, nested FROM "${step.table}"."notesByRank" WHERE pk = ? AND rank >= ?`,
      Parameters: [pk, least],
    }),
  )
  assert.deepEqual(
    [...(Items as { sk: number }[])].sort(bySk),
    wanted.map(({ sk, nested }) => ({ sk, nested })).sort(bySk),
  )
}
