/**
 * The soak's work in each fork: a bank and its orders, through tables, the SDK, functions and a
 * gateway; and the invariants that must always hold.
 */
import assert from 'node:assert/strict'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import { defineRegion, type Region, type Table } from 'miniregion'
import { defineEvents, EventsRun } from './soak-events.ts'
import { defineObjects, ObjectsRun } from './soak-objects.ts'

const ACCOUNTS = 20
const BALANCE = 1000
const STATUSES = ['OPEN', 'PAID', 'SENT'] as const

interface Account {
  id: string
  balance: number
}
interface Order {
  id: string
  status: string
  amount: number
}

/** Counts for the summary. */
export interface SoakCounts {
  requests: number
  answered: number
  /** Refused by a rule of the application or of DynamoDB: a condition, a balance. */
  refused: number
  faults: number
  invocations: number
}

export interface Soak {
  runFork(fork: number, requests: number, burst: number): Promise<SoakCounts>
}

/** mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const define = (seed: number) =>
  defineRegion(
    (region) => {
      const accounts = region.createTable<Account>('accounts', { partitionKey: 'id' })
      const orders = region.createTable<Order>('orders', {
        partitionKey: 'id',
        globalSecondaryIndexes: {
          byStatus: { partitionKey: 'status', sortKey: { name: 'amount', type: 'N' } },
        },
      })
      accounts.seed(
        Array.from({ length: ACCOUNTS }, (_, id) => ({ id: `a${id}`, balance: BALANCE })),
      )
      // One attempt: a fault is answered instead of retried.
      const docs = DynamoDBDocumentClient.from(
        new DynamoDBClient({ ...region.sdk, maxAttempts: 1 }),
      )
      const transfer = region.registerFunction('transfer', transferHandler(docs))
      const place = region.registerFunction('place', placeHandler(docs))
      const read = region.registerFunction('read', readHandler(docs))
      const audit = region.registerFunction(
        'audit',
        async (event: { failures: number }, context) => {
          await null
          if (audit.invocations.filter(isOf(context.awsRequestId)).length <= event.failures) {
            throw new Error('not yet')
          }
        },
      )
      const api = region.createGateway({
        'POST /transfers': transfer,
        'PUT /orders/{id}': place,
        'GET /orders/{id}': read,
      })
      const ledger = defineEvents(region)
      const objects = defineObjects(region)
      const client = { docs }
      return { accounts, orders, transfer, place, read, audit, api, ledger, objects, client }
    },
    { seed },
  )

const isOf =
  (id: string) =>
  ({ requestId }: { requestId: string }): boolean =>
    requestId === id

interface HttpEvent {
  readonly body?: string
  readonly pathParameters?: { readonly id?: string }
}

const answer = (statusCode: number, body: unknown = {}): object => ({
  statusCode,
  body: JSON.stringify(body),
})

const RULES = ['ConditionalCheckFailedException', 'TransactionCanceledException']

/**
 * Answers a rule's refusal with 409 and a fault with 503. Any other error is a bug and fails the
 * function.
 */
async function mapped(act: () => Promise<object>): Promise<object> {
  try {
    return await act()
  } catch (error) {
    const { name } = error as Error
    if (RULES.includes(name)) return answer(409)
    if (FAULTS.includes(name) || (error as { code?: string }).code === 'ECONNRESET') {
      return answer(503)
    }
    throw error
  }
}

const transferHandler = (docs: DynamoDBDocumentClient) => (event: HttpEvent) => {
  const { from, to, amount } = JSON.parse(event.body ?? '{}') as {
    from: string
    to: string
    amount: number
  }
  const move = (id: string, by: number, condition?: string) => ({
    Update: {
      TableName: 'accounts',
      Key: { id },
      UpdateExpression: 'SET balance = balance + :by',
      ExpressionAttributeValues: { ':by': by, ...(condition && { ':least': amount }) },
      ...(condition && { ConditionExpression: condition }),
    },
  })
  return mapped(async () => {
    await docs.send(
      new TransactWriteCommand({
        TransactItems: [move(from, -amount, 'balance >= :least'), move(to, amount)],
      }),
    )
    return answer(201)
  })
}

const placeHandler = (docs: DynamoDBDocumentClient) => (event: HttpEvent) =>
  mapped(async () => {
    const Item = { ...(JSON.parse(event.body ?? '{}') as object), id: event.pathParameters?.id }
    const ConditionExpression = 'attribute_not_exists(id)'
    await docs.send(new PutCommand({ TableName: 'orders', Item, ConditionExpression }))
    return answer(201)
  })

const readHandler = (docs: DynamoDBDocumentClient) => (event: HttpEvent) =>
  mapped(async () => {
    const Key = { id: event.pathParameters?.id }
    const { Item } = await docs.send(new GetCommand({ TableName: 'orders', Key }))
    return Item ? answer(200, Item) : answer(404)
  })

const FAULTS = [
  'ThrottlingException',
  'InternalServerError',
  'ProvisionedThroughputExceededException',
]

function isFault(error: unknown): boolean {
  const { name, code } = error as Error & { code?: string }
  return FAULTS.includes(name) || code === 'ECONNRESET'
}

/** One fork in so many opens a socket. */
const SOCKET_EVERY = 20

export function createSoak(seed: number): Soak {
  const app = define(seed)
  return {
    async runFork(fork, requests, burst) {
      let counts: SoakCounts | undefined
      await app(async (world) => {
        const run = new ForkRun(world, createRandom(seed * 7919 + fork))
        run.planFaults()
        const close = fork % SOCKET_EVERY === 0 ? await run.events.listen() : undefined
        for (let i = 0; i < requests; i++) {
          await run.request()
          if (i % 50 === 49) await run.check()
        }
        if (burst > 0) await run.burst(burst)
        await world.region.idle()
        await run.check()
        await close?.()
        counts = run.counts
        counts.faults += run.events.faults + run.objects.faults
      })()
      // The template, and with it every other fork, is untouched.
      await app(({ accounts, orders, ledger, objects }) => {
        assert.equal(accounts.size, ACCOUNTS)
        assert.equal(orders.size, 0)
        assert.equal(ledger.events.size, 0)
        assert.deepEqual(objects.bucket.keys, [])
      })()
      return counts!
    },
  }
}

type SoakWorld = Parameters<Parameters<ReturnType<typeof define>>[0]>[0]

class ForkRun {
  readonly counts: SoakCounts = { requests: 0, answered: 0, refused: 0, faults: 0, invocations: 0 }
  /** The expected content of the orders table. */
  readonly #model = new Map<string, Order>()
  readonly #world: SoakWorld
  readonly #random: () => number
  #nextId = 0
  /** The other models. */
  readonly events: EventsRun
  readonly objects: ObjectsRun

  constructor(world: SoakWorld, random: () => number) {
    this.#world = world
    this.#random = random
    this.events = new EventsRun(world.ledger, world.region, random, isFault)
    this.objects = new ObjectsRun(world.objects, world.region, random)
  }

  /** Plans faults with chances of this fork, because the region's are the same in every fork. */
  planFaults(): void {
    const { faults } = this.#world.region
    const seed = this.#random()
    FAULTS.forEach((name, index) => {
      faults.fail('dynamodb', name, { probability: 0.01, seed: seed + index })
    })
    faults.reset('dynamodb', { probability: 0.005, seed })
    faults.fail('lambda', 'TooManyRequestsException', {
      resource: 'place',
      operation: 'Invoke',
      probability: 0.001,
      seed,
      status: 429,
    })
  }

  async request(): Promise<void> {
    this.counts.requests++
    if (this.#random() < 0.4) {
      this.counts.answered++
      return this.events.step()
    }
    if (this.#random() < 0.2) {
      this.counts.answered++
      return this.objects.step()
    }
    const roll = this.#random()
    if (roll < 0.6) this.#table()
    else if (roll < 0.75) await this.#sdk()
    else if (roll < 0.98) await this.#http(roll)
    else await this.#event()
  }

  /** Sends an event that fails up to three times. Lambda's retries must complete it. */
  async #event(): Promise<void> {
    const { audit, region } = this.#world
    const failures = this.#pick(4)
    await audit.invoke({ failures }, { type: 'Event' })
    await region.idle()
    const attempts = audit.invocations.filter(isOf(audit.lastInvocation!.requestId))
    assert.equal(attempts.length, Math.min(failures + 1, 3))
    assert.equal(attempts.at(-1)?.status, failures < 3 ? 'succeeded' : 'failed')
    for (const attempt of attempts) void attempt.error
    this.counts.invocations += attempts.length
    this.counts.answered++
  }

  /** Runs many invocations at once. No transfer may be lost or half done. */
  async burst(size: number): Promise<void> {
    this.counts.requests += size
    await Promise.all(Array.from({ length: size }, () => this.#transfer()))
  }

  #pick(count: number): number {
    return Math.floor(this.#random() * count)
  }

  #order(): Order {
    return {
      id: `o${this.#pick(40) === 0 ? this.#pick(Math.max(1, this.#nextId)) : this.#nextId++}`,
      status: STATUSES[this.#pick(STATUSES.length)]!,
      amount: this.#pick(1000),
    }
  }

  #table(): void {
    const { orders } = this.#world
    const order = this.#order()
    const roll = this.#random()
    this.counts.answered++
    if (roll < 0.3) {
      orders.put(order)
      this.#model.set(order.id, order)
    } else if (roll < 0.6) {
      assert.deepEqual(orders.get({ id: order.id }), this.#model.get(order.id))
    } else if (roll < 0.75) {
      const old = this.#model.get(order.id)
      if (!old) return
      const changed = orders.update({ id: old.id }, (draft) => {
        draft.amount += 1
      })
      this.#model.set(old.id, { ...old, amount: old.amount + 1 })
      assert.deepEqual(changed, this.#model.get(old.id))
    } else if (roll < 0.9) {
      orders.delete({ id: order.id })
      this.#model.delete(order.id)
    } else {
      const found = orders.query({ status: order.status }, { index: 'byStatus' })
      const amounts = found.map(({ amount }) => amount)
      assert.deepEqual(
        amounts,
        [...amounts].sort((a, b) => a - b),
      )
    }
  }

  async #sdk(): Promise<void> {
    const { docs } = this.#world.client
    const order = this.#order()
    try {
      if (this.#random() < 0.5) {
        await docs.send(new PutCommand({ TableName: 'orders', Item: { ...order } }))
        this.#model.set(order.id, order)
      } else {
        const { Items } = await docs.send(
          new QueryCommand({
            TableName: 'orders',
            IndexName: 'byStatus',
            KeyConditionExpression: '#s = :s AND amount >= :a',
            ExpressionAttributeNames: { '#s': 'status' },
            ExpressionAttributeValues: { ':s': order.status, ':a': order.amount },
          }),
        )
        assert.equal(
          Items?.length,
          [...this.#model.values()].filter(
            ({ status, amount }) => status === order.status && amount >= order.amount,
          ).length,
        )
      }
      this.counts.answered++
    } catch (error) {
      this.#noteFault(error)
    }
  }

  #noteFault(error: unknown): void {
    if (!isFault(error)) throw error
    this.counts.faults++
  }

  async #http(roll: number): Promise<void> {
    if (roll < 0.83) return this.#transfer()
    const { api } = this.#world
    const order = this.#order()
    const known = this.#model.get(order.id)
    if (roll < 0.92) {
      const res = await api.put(`/orders/${order.id}`, order)
      if (res.status === 201) {
        assert.equal(known, undefined)
        this.#model.set(order.id, order)
      } else if (res.status === 409) assert.notEqual(known, undefined)
      return this.#note(res)
    }
    const res = await api.get(`/orders/${order.id}`)
    if (res.status === 200) assert.deepEqual(await res.json(), known)
    else if (res.status === 404) assert.equal(known, undefined)
    return this.#note(res)
  }

  async #transfer(): Promise<void> {
    const [from, to] = [this.#pick(ACCOUNTS), this.#pick(ACCOUNTS)]
    const amount = this.#pick(300)
    const body = { from: `a${from}`, to: `a${to === from ? (to + 1) % ACCOUNTS : to}`, amount }
    this.#note(await this.#world.api.post('/transfers', body))
  }

  #note({ status }: Response): void {
    this.counts.invocations++
    if (status === 409) this.counts.refused++
    else if (status === 503 || status === 500 || status === 429) this.counts.faults++
    else if ([200, 201, 404].includes(status)) this.counts.answered++
    else assert.fail(`an answer nobody gave: ${status}`)
  }

  /** What must hold at any time. */
  async check(): Promise<void> {
    const { accounts, orders, region } = this.#world
    const balances = accounts.items.map(({ balance }) => balance)
    assert.equal(
      balances.reduce((sum, balance) => sum + balance, 0),
      ACCOUNTS * BALANCE,
    )
    assert.ok(balances.every((balance) => balance >= 0))
    checkOrders(orders, this.#model)
    checkRecords(region)
    this.objects.check()
    await this.events.check()
  }
}

function checkOrders(orders: Table<Order>, model: ReadonlyMap<string, Order>): void {
  assert.equal(orders.size, model.size)
  const indexed = STATUSES.flatMap((status) => orders.query({ status }, { index: 'byStatus' }))
  assert.equal(indexed.length, model.size)
  for (const order of indexed) assert.deepEqual(order, model.get(order.id))
}

/** Checks that nothing was refused, and that all work has ended. */
function checkRecords(region: Region): void {
  assert.deepEqual(region.unsupported, [])
  for (const name of ['transfer', 'place', 'read']) {
    for (const { status, error } of region.function(name).invocations) {
      assert.notEqual(status, 'running')
      if (status === 'failed') assert.match(String(error?.errorType), /TooManyRequests/)
    }
  }
}
