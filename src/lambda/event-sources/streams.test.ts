import { describe, expect, it } from 'vitest'
import type { StreamMappingOptions } from '../../core/world/event-source-ports.ts'
import { defineRegion } from '../../region/definition/definition.ts'
import { createRegion } from '../../region/index.ts'

type Event = { readonly Records: readonly any[]; readonly [member: string]: any }
type Handler = (event: Event) => unknown

const idsOf = (event: Event): string =>
  event.Records.map((record) => record.dynamodb.Keys.id.S as string).join('')

/** A table with a stream, and a function that is mapped to it. */
function create(handler: Handler = () => undefined, options: StreamMappingOptions = {}) {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const start = region.clock.now()
  const log: string[] = []
  const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
  const fn = region.registerFunction('project', async (event: Event) => {
    log.push(`${(region.clock.now() - start) / 1000} ${idsOf(event)}`)
    return handler(event)
  })
  const mapping = orders.on('stream', fn, options)
  const put = (ids: string, rest: object = {}): void => {
    for (const id of ids) orders.put({ id, ...rest })
  }
  return { region, orders, fn, mapping, log, put }
}

const failOn =
  (bad: string, times = Infinity): Handler =>
  (event) => {
    if (idsOf(event).includes(bad) && times-- > 0) throw new Error(`${bad} is bad`)
  }

describe('batches', () => {
  it('have what was written in one go, up to the batch size, in order', async () => {
    const { region, put, log, fn } = create(undefined, { batchSize: 2 })
    put('abc')
    await region.idle()
    put('d')
    await region.idle()
    expect(log).toEqual(['0 ab', '0 c', '0 d'])
    expect(fn.invocations).toMatchObject([
      { type: 'RequestResponse', attempt: 1, causedBy: { kind: 'delivery', status: 'delivered' } },
      {},
      {},
    ])
  })

  it('wait for the batching window unless they are full', async () => {
    const { region, put, log } = create(undefined, { batchSize: 3, maxBatchingWindow: '20s' })
    put('a')
    await region.clock.advance('5s')
    put('b')
    await region.clock.advance('5s')
    expect(log).toEqual([])
    await region.clock.advance('10s')
    expect(log).toEqual(['20 ab'])
    put('cdef')
    await region.clock.advance(0)
    expect(log).toEqual(['20 ab', '20 cde'])
    await region.idle()
    expect(log).toEqual(['20 ab', '20 cde', '40 f'])
  })

  it('are cut at 6 MB', async () => {
    const { region, put, fn } = create()
    put('abcdefghijklmnopqrst', { text: 'x'.repeat(390_000) })
    await region.idle()
    expect(fn.invocations.map((run) => run.event.Records.length)).toEqual([16, 4])
  })

  it('begin at the starting position', async () => {
    const { region, orders, put } = create()
    put('a')
    const seen: string[] = []
    const reader = (name: string) =>
      region.registerFunction(
        name,
        async (event: Event) => void seen.push(`${name} ${idsOf(event)}`),
      )
    orders.on('stream', reader('latest'), { startingPosition: 'LATEST' })
    orders.on('stream', reader('oldest'), { startingPosition: 'TRIM_HORIZON' })
    await region.idle()
    put('b')
    await region.idle()
    expect(seen).toEqual(['oldest a', 'latest b', 'oldest b'])
  })

  it('have only what the filters let pass', async () => {
    const { region, put, orders, log } = create(undefined, {
      filters: [
        { eventName: ['INSERT'], dynamodb: { NewImage: { kind: { S: ['x'] } } } },
        { eventName: ['REMOVE'] },
      ],
    })
    put('a', { kind: 'x' })
    put('b', { kind: 'y' })
    put('a', { kind: 'x', more: 1 })
    orders.delete({ id: 'b' })
    await region.idle()
    expect(log).toEqual(['0 ab'])
  })
})

describe('failed batches', () => {
  it('are retried before the records behind them', async () => {
    const { region, put, log, fn } = create(failOn('a', 2), { batchSize: 1 })
    put('ab')
    await region.idle()
    expect(log).toEqual(['0 a', '1 a', '3 a', '3 b'])
    expect(fn.invocations.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 1])
    expect(new Set(fn.invocations.map(({ requestId }) => requestId)).size).toBe(4)
  })

  it('are given up after the retries', async () => {
    const { region, put, log } = create(failOn('a'), { batchSize: 1, retryAttempts: 1 })
    put('ab')
    await region.idle()
    expect(log).toEqual(['0 a', '1 a', '1 b'])
  })

  it('are given up at the maximum age of their records', async () => {
    const { region, put, log } = create(failOn('a'), { maxRecordAge: '60s' })
    put('a')
    await region.clock.advance('10s')
    put('b')
    await region.idle()
    expect(log).toEqual(['0 a', '1 a', '3 a', '7 a', '15 a', '31 a', '63 b'])
  })

  it('are retried until the records expire, which idle() does not wait for', async () => {
    const { region, put, log } = create(failOn('a'), { batchSize: 1 })
    put('ab')
    await region.idle()
    expect(log).toHaveLength(11)
    await region.clock.advance('1d')
    expect(log.at(-2)).toMatch(/^86\d\d\d a$/)
    // Both records expire at the same moment.
    expect(log.at(-1)).toMatch(/ a$/)
    put('c')
    await region.idle()
    expect(log.at(-1)).toMatch(/ c$/)
  })

  it('are halved', async () => {
    const { region, put, log } = create(failOn('c'), {
      bisectBatchOnError: true,
      retryAttempts: 0,
    })
    put('abcd')
    await region.idle()
    expect(log.map((line) => line.split(' ')[1])).toEqual(['abcd', 'ab', 'cd', 'c', 'd'])
  })

  it('are cut where the function says', async () => {
    const results = ['b', 'd', undefined]
    const { region, put, log } = create(
      (event) => {
        const bad = results.shift()
        const failed = event.Records.filter(({ dynamodb }) => dynamodb.Keys.id.S === bad)
        return {
          batchItemFailures: failed.map(({ dynamodb }) => ({
            itemIdentifier: dynamodb.SequenceNumber,
          })),
        }
      },
      { reportBatchItemFailures: true, retryAttempts: 0 },
    )
    put('abcde')
    await region.idle()
    expect(log.map((line) => line.split(' ')[1])).toEqual(['abcde', 'bcde', 'de'])
  })

  it('wait while the function is throttled', async () => {
    const { region, put, log, fn } = create()
    fn.fail('TooManyRequestsException', { times: 2 })
    put('a')
    await region.idle()
    expect(log).toEqual(['3 a'])
  })
})

describe('parallel batches', () => {
  it('keep the order of each item', async () => {
    let running = 0
    let most = 0
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
    const seen: string[] = []
    const fn = region.registerFunction('project', async (event: Event) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 10))
      for (const { dynamodb } of event.Records) {
        seen.push(`${dynamodb.Keys.id.S} ${dynamodb.NewImage.n.N}`)
      }
      running--
    })
    orders.on('stream', fn, { batchSize: 2, parallelizationFactor: 4 })
    const ids = 'abcdefghijkl'
    for (let n = 0; n < 3; n++) for (const id of ids) orders.put({ id, n })
    await region.idle()
    expect(most).toBe(4)
    expect([...seen].sort()).toEqual([...ids].flatMap((id) => [0, 1, 2].map((n) => `${id} ${n}`)))
    for (const id of ids) {
      expect(seen.filter((line) => line.startsWith(id))).toEqual([0, 1, 2].map((n) => `${id} ${n}`))
    }
  })
})

describe('tumbling windows', () => {
  it('pass their state on, and end with a final invocation', async () => {
    const { region, put, fn } = create(
      ({ Records, state }) => ({ state: { count: (state.count ?? 0) + Records.length } }),
      { batchSize: 2, tumblingWindow: '30s' },
    )
    put('abc')
    await region.clock.advance('40s')
    put('d')
    await region.idle()
    const shown = fn.invocations.map(({ event }) => [
      idsOf(event),
      event.state,
      event.window.start.slice(14),
      event.isFinalInvokeForWindow,
    ])
    expect(shown).toEqual([
      ['ab', {}, '00:00Z', false],
      ['c', { count: 2 }, '00:00Z', false],
      ['', { count: 3 }, '00:00Z', true],
      ['d', {}, '00:30Z', false],
      ['', { count: 1 }, '00:30Z', true],
    ])
    expect(Object.keys(fn.invocations[0]?.event ?? {})).toEqual([
      'Records',
      'window',
      'state',
      'shardId',
      'eventSourceARN',
      'isFinalInvokeForWindow',
      'isWindowTerminatedEarly',
    ])
  })

  it('end early when their state is too large', async () => {
    const { region, put, fn } = create(() => ({ state: 'x'.repeat(1_100_000) }), {
      batchSize: 1,
      tumblingWindow: '30s',
    })
    put('a')
    await region.idle()
    expect(fn.lastInvocation?.event).toMatchObject({
      isFinalInvokeForWindow: true,
      isWindowTerminatedEarly: true,
    })
  })
})

describe('mappings', () => {
  it('are disabled, enabled and deleted, without losing or repeating a record', async () => {
    const { region, put, log, mapping } = create()
    put('a')
    await region.idle()
    mapping.disable()
    put('b')
    await region.idle()
    expect([mapping.enabled, log]).toEqual([false, ['0 a']])
    mapping.enable()
    await region.idle()
    expect(log).toEqual(['0 a', '0 b'])
    mapping.delete()
    put('c')
    await region.idle()
    expect(log).toHaveLength(2)
    expect(() => mapping.enable()).toThrow('does not exist or was deleted')
  })

  it('keep a batch that waits for its retry while they are disabled', async () => {
    const { region, put, log, mapping } = create(failOn('a', 2), { batchSize: 1 })
    put('ab')
    await region.clock.advance('1s')
    expect(log).toEqual(['0 a', '1 a'])
    mapping.disable()
    await region.clock.advance('1h')
    expect(log).toHaveLength(2)
    mapping.enable()
    await region.idle()
    expect(log.slice(2)).toEqual(['3601 a', '3601 b'])
  })

  it('of a template work in its forks, with what its builder wrote', async () => {
    const app = defineRegion((region) => {
      const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
      const jobs = region.createQueue('jobs')
      const seen = region.registerFunction('seen', async (event: Event) => event.Records.length)
      orders.on('stream', seen)
      jobs.on('message', seen)
      orders.put({ id: 'early' })
      return { orders, jobs, seen }
    })
    const counts = app(async ({ orders, jobs, seen, region }) => {
      orders.put({ id: 'late' })
      jobs.send('x')
      await region.idle()
      expect(seen.invocations.map(({ payload }) => payload).sort()).toEqual([1, 2])
    })
    await counts()
    await counts()
  })

  it('finish what runs when they are disabled, and do not repeat it', async () => {
    const { region, put, log, mapping } = create(
      () => new Promise((resolve) => setTimeout(resolve, 1000)),
      { batchSize: 1 },
    )
    put('ab')
    await region.clock.advance(0)
    mapping.disable()
    mapping.enable()
    await region.idle()
    expect(log).toEqual(['0 a', '1 b'])
  })

  it('work in forks, from where their origin was', async () => {
    const { region, put, log, orders } = create()
    put('a')
    await region.idle()
    const fork = region.fork()
    await fork.run(async () => {
      orders.put({ id: 'b' })
      await fork.idle()
    })
    expect(log).toEqual(['0 a', '0 b'])
    put('c')
    await region.idle()
    expect(log).toEqual(['0 a', '0 b', '0 c'])
    fork.end()
  })

  it('go back with snapshots, and begin anew after a reset', async () => {
    const { region, put, log, mapping } = create()
    put('a')
    await region.idle()
    const before = region.snapshot()
    put('b')
    await region.idle()
    region.restore(before)
    put('c')
    await region.idle()
    expect(log.map((line) => line.split(' ')[1])).toEqual(['a', 'b', 'c'])
    mapping.disable()
    region.reset()
    expect(mapping.enabled).toBe(true)
    put('d')
    await region.idle()
    expect(log.at(-1)).toMatch(/ d$/)
  })

  it('stop with their region', async () => {
    const { region, put, log } = create(failOn('a'))
    put('a')
    await region.clock.advance(0)
    region.end()
    await region.clock.advance('1h').catch(() => undefined)
    expect(log).toEqual(['0 a'])
  })

  it('survive functions that are gone or throw anything', async () => {
    const { region, put, orders } = create(() => {
      throw Object.create(null)
    })
    orders.on(
      'stream',
      region.registerFunction('hostile', () => Promise.reject()),
      {
        retryAttempts: 0,
      },
    )
    put('a')
    await region.idle()
    expect(region.function('hostile').invocations).toHaveLength(1)
  })
})

describe('on() refuses', () => {
  const { region, orders, fn } = create()
  it.each<[options: object, message: RegExp]>([
    [{ batchSize: 0 }, /refused by Lambda: .*'batchSize' failed to satisfy constraint/],
    [{ batchsize: 1 }, /batchsize/],
    [{ filters: [{ a: 'b' }] }, /Invalid filter pattern definition\./],
    [{ maxRecordAge: '30s' }, /MaximumRecordAgeInSeconds/],
    [{ startingPosition: new Date() }, /Unsupported starting position for arn type/],
    [{ maxConcurrency: 2 }, /maxConcurrency/],
    [{ onFailure: fn }, /onFailure/],
  ])('%j', (options, message) => {
    expect(() => orders.on('stream', fn.name, options)).toThrow(message)
  })

  it('a second mapping of the same function, a table without a stream, an unknown function', () => {
    expect(() => orders.on('stream', fn)).toThrow('provided mapping already exists')
    const plain = region.createTable('plain', { partitionKey: 'id' })
    expect(() => plain.on('stream', fn)).toThrow('stream: true')
    expect(() => orders.on('stream', 'gone')).toThrow('Function does not exist')
    expect(() => orders.on('change' as 'stream', fn)).toThrow("'stream'")
    expect(() => orders.on('stream', undefined as unknown as string)).toThrow('the function')
  })
})
