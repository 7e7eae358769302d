/**
 * The soak's second model: a table with sort key, local and global indexes, projections and a
 * stream. It is written and read through every way in (`region.sdk`, `miniregion/auto`, `listen`,
 * PartiQL, batches of both kinds, transactions), in pages, and compared with a plain map after each
 * step.
 */
import assert from 'node:assert/strict'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  ExecuteStatementCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb'
import type { Region, Table } from 'miniregion'
import { getOverSocket, replayStream } from './soak-readers.ts'
import { batchOfReads, batchOfWrites, localProjections, type Step } from './soak-statements.ts'

export interface Event {
  pk: string
  sk: number
  rank: number
  kind: string
  nested: { amount: number; steps: number[] }
  tags?: Set<string>
  note?: string
}

const TABLE = 'events'
const PARTITIONS = 6
const SORTS = 12
const KINDS = ['made', 'sold', 'lost'] as const

export interface EventsWorld {
  readonly events: Table<Event>
  readonly clients: readonly DynamoDBDocumentClient[]
}

/** Code that knows nothing of the region: `miniregion/auto` answers it in the fork that runs. */
const auto = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 1 }))

export function defineEvents(region: Region): EventsWorld {
  const events = region.createTable<Event>(TABLE, {
    partitionKey: 'pk',
    sortKey: { name: 'sk', type: 'N' },
    stream: 'NEW_AND_OLD_IMAGES',
    localSecondaryIndexes: {
      byRank: { sortKey: { name: 'rank', type: 'N' } },
      notesByRank: { sortKey: { name: 'rank', type: 'N' }, projection: ['note'] },
    },
    globalSecondaryIndexes: {
      byKind: {
        partitionKey: 'kind',
        sortKey: { name: 'rank', type: 'N' },
        projection: ['note'],
      },
      keysByKind: { partitionKey: 'kind', projection: 'KEYS_ONLY' },
    },
  })
  const own = DynamoDBDocumentClient.from(new DynamoDBClient({ ...region.sdk, maxAttempts: 1 }))
  return { events, clients: [own, auto] }
}

/** An error that the plan of faults, not a bug, has caused. */
type IsFault = (error: unknown) => boolean

export class EventsRun {
  readonly #model = new Map<string, Event>()
  readonly #world: EventsWorld
  readonly #region: Region
  readonly #random: () => number
  readonly #isFault: IsFault
  #url: string | undefined
  faults = 0

  constructor(world: EventsWorld, region: Region, random: () => number, isFault: IsFault) {
    this.#world = world
    this.#region = region
    this.#random = random
    this.#isFault = isFault
  }

  /** From now on some calls go through a socket. */
  async listen(): Promise<() => Promise<void>> {
    const server = await this.#region.listen()
    this.#url = server.url
    return server.close
  }

  async step(): Promise<void> {
    const steps = [
      ...[this.#put, this.#update, this.#nested, this.#delete, this.#batchWrite],
      ...[this.#transact, this.#insert, this.#partiql, this.#get, this.#batchGet],
      ...[this.#queryPages, this.#queryLocal, this.#queryGlobal, this.#scan, this.#select],
      ...[this.#moveClock, this.#raw],
      ...[batchOfWrites, batchOfReads, localProjections].map((run) => () => run(this.#step)),
    ]
    try {
      await steps[this.#pick(steps.length)]?.call(this)
    } catch (error) {
      // A planned fault comes before the call has any effect.
      if (!this.#isFault(error)) throw error
      this.faults++
    }
  }

  /** The table, each index, and the stream say the same as the model. */
  async check(): Promise<void> {
    const { events } = this.#world
    assert.equal(events.size, this.#model.size)
    for (const item of events.items) assert.deepEqual(item, this.#at(item))
    const indexed = KINDS.flatMap((kind) => events.query({ kind }, { index: 'byKind' }))
    assert.equal(indexed.length, this.#model.size)
    assert.deepEqual(await replayStream(this.#region, TABLE), this.#model)
  }

  get #docs(): DynamoDBDocumentClient {
    const { clients } = this.#world
    return clients[this.#pick(clients.length)] ?? auto
  }

  /** The same for steps in other files. */
  get #step(): Step {
    return {
      docs: this.#docs,
      table: TABLE,
      pick: (count) => this.#pick(count),
      key: () => this.#key(),
      event: () => this.#event(),
      at: (key) => this.#at(key),
      set: (event) => this.#set(event),
      drop: (key) => this.#drop(key),
      where: (isWanted) => this.#inModel(isWanted),
    }
  }

  #pick(count: number): number {
    return Math.floor(this.#random() * count)
  }

  #key(): Pick<Event, 'pk' | 'sk'> {
    return { pk: `p${this.#pick(PARTITIONS)}`, sk: this.#pick(SORTS) - SORTS / 2 }
  }

  #event(): Event {
    const tags = new Set(['a', 'b', 'c'].filter(() => this.#random() < 0.4))
    return {
      ...this.#key(),
      rank: this.#pick(5),
      kind: KINDS[this.#pick(KINDS.length)] ?? 'made',
      nested: { amount: this.#pick(10), steps: [this.#pick(10)] },
      ...(tags.size > 0 && { tags }),
      ...(this.#random() < 0.5 && { note: `n${this.#pick(100)}` }),
    }
  }

  #at({ pk, sk }: Pick<Event, 'pk' | 'sk'>): Event | undefined {
    return this.#model.get(`${pk}|${sk}`)
  }

  #set(event: Event): void {
    this.#model.set(`${event.pk}|${event.sk}`, event)
  }

  #drop({ pk, sk }: Pick<Event, 'pk' | 'sk'>): void {
    this.#model.delete(`${pk}|${sk}`)
  }

  async #put(): Promise<void> {
    const Item = this.#event()
    const before = this.#at(Item)
    const answer = await this.#docs.send(
      new PutCommand({ TableName: TABLE, Item, ReturnValues: 'ALL_OLD' }),
    )
    assert.deepEqual(answer.Attributes, before)
    this.#set(Item)
  }

  /** Sets: ADD and DELETE, which removes the attribute with its last member. */
  async #update(): Promise<void> {
    const Key = this.#key()
    const before = this.#at(Key)
    if (!before) return
    const tag = ['a', 'b', 'c'][this.#pick(3)] ?? 'a'
    const isAdd = this.#random() < 0.5
    const { Attributes } = await this.#docs.send(
      new UpdateCommand({
        TableName: TABLE,
        Key,
        UpdateExpression: `${isAdd ? 'ADD' : 'DELETE'} tags :tag SET #r = :rank`,
        ExpressionAttributeNames: { '#r': 'rank' },
        ExpressionAttributeValues: { ':tag': new Set([tag]), ':rank': before.rank + 1 },
        ReturnValues: 'ALL_NEW',
      }),
    )
    const tags = new Set(before.tags)
    if (isAdd) tags.add(tag)
    else tags.delete(tag)
    const { tags: _, ...rest } = before
    this.#set({ ...rest, rank: before.rank + 1, ...(tags.size > 0 && { tags }) })
    assert.deepEqual(Attributes, this.#at(Key))
  }

  async #nested(): Promise<void> {
    const Key = this.#key()
    const before = this.#at(Key)
    const number = this.#pick(10)
    const call = this.#docs.send(
      new UpdateCommand({
        TableName: TABLE,
        Key,
        UpdateExpression:
          'SET nested.#a = nested.#a + :n, nested.steps = list_append(nested.steps, :l) REMOVE note',
        ConditionExpression: 'attribute_exists(pk) AND size(nested.steps) < :most',
        ExpressionAttributeNames: { '#a': 'amount' },
        ExpressionAttributeValues: { ':n': number, ':l': [number], ':most': 4 },
      }),
    )
    if (!before || before.nested.steps.length >= 4) return this.#refused(call)
    await call
    const { note: _, nested, ...rest } = before
    const steps = [...nested.steps, number]
    this.#set({ ...rest, nested: { amount: nested.amount + number, steps } })
  }

  async #refused(call: Promise<unknown>): Promise<void> {
    const error = await call.then(
      () => undefined,
      (caught: unknown) => caught,
    )
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return
    if (error !== undefined) throw error
    assert.fail('a condition that does not hold was not refused')
  }

  async #delete(): Promise<void> {
    const Key = this.#key()
    await this.#docs.send(new DeleteCommand({ TableName: TABLE, Key }))
    this.#drop(Key)
  }

  async #batchWrite(): Promise<void> {
    const puts = [this.#event(), this.#event(), this.#event()]
    const chosen = new Map(puts.map((event) => [`${event.pk}|${event.sk}`, event]))
    const gone = this.#key()
    const hasDelete = !chosen.has(`${gone.pk}|${gone.sk}`)
    // Some come back, and are sent once more.
    if (this.#random() < 0.2) this.#world.events.unprocessed(1)
    let RequestItems: Record<string, object[]> = {
      [TABLE]: [
        ...[...chosen.values()].map((Item) => ({ PutRequest: { Item } })),
        ...(hasDelete ? [{ DeleteRequest: { Key: gone } }] : []),
      ],
    }
    for (let tries = 0; Object.keys(RequestItems).length > 0; tries++) {
      assert.ok(tries < 20)
      const sent = RequestItems
      try {
        const answer = await this.#docs.send(new BatchWriteCommand({ RequestItems: sent as never }))
        RequestItems = (answer.UnprocessedItems ?? {}) as Record<string, object[]>
      } catch (error) {
        // What was sent before has happened.
        if (!this.#isFault(error)) throw error
        this.faults++
      }
    }
    for (const event of chosen.values()) this.#set(event)
    if (hasDelete) this.#drop(gone)
  }

  async #transact(): Promise<void> {
    const [put, check] = [this.#event(), this.#key()]
    if (put.pk === check.pk && put.sk === check.sk) return
    const call = this.#docs.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: TABLE, Item: put } },
          {
            ConditionCheck: {
              TableName: TABLE,
              Key: check,
              ConditionExpression: 'attribute_exists(pk)',
            },
          },
        ],
      }),
    )
    if (this.#at(check)) {
      await call
      this.#set(put)
      return
    }
    const error = await call.then(
      () => assert.fail('a cancelled transaction was answered'),
      (caught: unknown) => caught as Error,
    )
    if (error.name !== 'TransactionCanceledException') throw error
  }

  async #insert(): Promise<void> {
    const event = this.#event()
    const { tags: _, ...plain } = event
    const call = this.#docs.send(
      new ExecuteStatementCommand({
        Statement: `INSERT INTO "${TABLE}" VALUE {'pk': ?, 'sk': ?, 'rank': ?, 'kind': ?, 'nested': ?}`,
        Parameters: [plain.pk, plain.sk, plain.rank, plain.kind, plain.nested],
      }),
    )
    if (this.#at(event)) {
      const error = await call.then(
        () => assert.fail('a duplicate was inserted'),
        (caught: unknown) => caught as Error,
      )
      if (error.name !== 'DuplicateItemException') throw error
      return
    }
    await call
    const { note: __, ...inserted } = plain
    this.#set(inserted)
  }

  async #partiql(): Promise<void> {
    const Key = this.#key()
    const before = this.#at(Key)
    const where = 'WHERE pk = ? AND sk = ?'
    const isDelete = this.#random() < 0.3
    const call = this.#docs.send(
      new ExecuteStatementCommand({
        Statement: isDelete
          ? `DELETE FROM "${TABLE}" ${where} RETURNING ALL OLD *`
          : `UPDATE "${TABLE}" SET nested.amount = ? SET note = ? ${where}`,
        Parameters: [...(isDelete ? [] : [this.#pick(1), 'by PartiQL']), Key.pk, Key.sk],
      }),
    )
    if (!isDelete && !before) return this.#refused(call)
    const { Items } = await call
    if (!before) return assert.deepEqual(Items ?? [], [])
    if (isDelete) {
      assert.deepEqual(Items, [before])
      this.#drop(Key)
    } else this.#set({ ...before, nested: { ...before.nested, amount: 0 }, note: 'by PartiQL' })
  }

  async #get(): Promise<void> {
    const Key = this.#key()
    const { Item } = await this.#docs.send(new GetCommand({ TableName: TABLE, Key }))
    assert.deepEqual(Item, this.#at(Key))
  }

  async #batchGet(): Promise<void> {
    const keys = new Map(
      [this.#key(), this.#key(), this.#key()].map((key) => [`${key.pk}|${key.sk}`, key]),
    )
    const Keys = [...keys.values()]
    const { Responses } = await this.#docs.send(
      new BatchGetCommand({ RequestItems: { [TABLE]: { Keys } } }),
    )
    const found = new Set(Responses?.[TABLE])
    assert.equal(found.size, Keys.filter((key) => this.#at(key)).length)
    for (const item of found) assert.deepEqual(item, this.#at(item as Event))
  }

  /** Every page of a query. */
  async #pages(input: Omit<QueryCommandInput, 'TableName'>): Promise<Event[]> {
    const found: Event[] = []
    let ExclusiveStartKey: Record<string, unknown> | undefined
    do {
      const { Items, LastEvaluatedKey } = await this.#docs.send(
        new QueryCommand({ TableName: TABLE, ...input, ExclusiveStartKey }),
      )
      assert.ok((Items?.length ?? 0) <= (input.Limit ?? Infinity))
      found.push(...((Items ?? []) as Event[]))
      ExclusiveStartKey = LastEvaluatedKey
    } while (ExclusiveStartKey)
    return found
  }

  #inModel(isWanted: (event: Event) => boolean): Event[] {
    return [...this.#model.values()].filter(isWanted)
  }

  async #queryPages(): Promise<void> {
    const { pk, sk } = this.#key()
    const ScanIndexForward = this.#random() < 0.5
    const found = await this.#pages({
      KeyConditionExpression: 'pk = :pk AND sk >= :sk',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ScanIndexForward,
      Limit: 1 + this.#pick(4),
    })
    const wanted = this.#inModel((event) => event.pk === pk && event.sk >= sk)
    wanted.sort((a, b) => (ScanIndexForward ? a.sk - b.sk : b.sk - a.sk))
    assert.deepEqual(found, wanted)
  }

  async #queryLocal(): Promise<void> {
    const { pk } = this.#key()
    const found = await this.#pages({
      IndexName: 'byRank',
      KeyConditionExpression: 'pk = :pk AND #r BETWEEN :low AND :high',
      FilterExpression: 'attribute_exists(note)',
      ExpressionAttributeNames: { '#r': 'rank' },
      ExpressionAttributeValues: { ':pk': pk, ':low': 1, ':high': 4 },
      Limit: 2,
    })
    const ranks = found.map(({ rank }) => rank)
    assert.deepEqual(
      ranks,
      ranks.toSorted((a, b) => a - b),
    )
    const wanted = this.#inModel(
      ({ note, rank, ...event }) => event.pk === pk && rank >= 1 && rank <= 4 && note !== undefined,
    )
    assert.deepEqual(new Set(found), new Set(wanted))
  }

  /** An index shows its keys, the table's and what it includes. */
  async #queryGlobal(): Promise<void> {
    const kind = KINDS[this.#pick(KINDS.length)] ?? 'made'
    const IndexName = this.#random() < 0.5 ? 'byKind' : 'keysByKind'
    const found = await this.#pages({
      IndexName,
      KeyConditionExpression: 'kind = :kind',
      ExpressionAttributeValues: { ':kind': kind },
      Limit: 3,
    })
    const wanted = this.#inModel((event) => event.kind === kind).map(({ pk, sk, rank, note }) =>
      IndexName === 'byKind'
        ? { pk, sk, kind, rank, ...(note !== undefined && { note }) }
        : { pk, sk, kind },
    )
    assert.deepEqual(new Set<object>(found), new Set<object>(wanted))
  }

  /** In parallel, in pages. */
  async #scan(): Promise<void> {
    const TotalSegments = 1 + this.#pick(3)
    let count = 0
    for (let Segment = 0; Segment < TotalSegments; Segment++) {
      let ExclusiveStartKey: Record<string, unknown> | undefined
      do {
        const page = await this.#docs.send(
          new ScanCommand({
            TableName: TABLE,
            ...{ Segment, TotalSegments, ExclusiveStartKey, Limit: 7 },
          }),
        )
        for (const item of page.Items ?? []) assert.deepEqual(item, this.#at(item as Event))
        count += page.Items?.length ?? 0
        ExclusiveStartKey = page.LastEvaluatedKey
      } while (ExclusiveStartKey)
    }
    assert.equal(count, this.#model.size)
  }

  async #select(): Promise<void> {
    const { pk } = this.#key()
    const { Items } = await this.#docs.send(
      new ExecuteStatementCommand({
        Statement: `SELECT sk, nested.amount FROM "${TABLE}" WHERE pk = ? ORDER BY sk DESC`,
        Parameters: [pk],
      }),
    )
    const wanted = this.#inModel((event) => event.pk === pk).sort((a, b) => b.sk - a.sk)
    assert.deepEqual(
      Items?.map(({ sk }) => sk as number),
      wanted.map(({ sk }) => sk),
    )
  }

  /** Time moves, nothing else does. */
  async #moveClock(): Promise<void> {
    const before = this.#region.clock.now()
    await this.#region.clock.advance(`${1 + this.#pick(60)}s`)
    assert.ok(this.#region.clock.now() > before)
  }

  /** Through a socket, as another language would. */
  async #raw(): Promise<void> {
    if (this.#url === undefined) return
    const { pk, sk } = this.#key()
    const answer = await getOverSocket(this.#url, TABLE, { pk, sk })
    // A planned loss of the connection.
    if (!answer) return void this.faults++
    assert.deepEqual(answer.item, this.#at({ pk, sk }))
  }
}
