/**
 * Every promise of the delivery pump. Longer than other files, because all cases share the set-up of
 * tasks and the log by seconds.
 */
import { describe, expect, it } from 'vitest'
import { MisuseError, UnsupportedError } from '../errors.ts'
import { idle } from '../time/idle.ts'
import { StubWorld } from '../testing/stub-world.ts'
import type { DeadLetter, DeliveryOutcome, DeliveryTask } from './delivery.ts'
import { DeliveryPump, type PumpOptions } from './pump.ts'
import { exponential } from './retry-policy.ts'

const START = Date.parse('2026-01-01T00:00:00Z')
const failed = (why = 'no'): DeliveryOutcome => ({ status: 'failed', why })

/** A pump in a stopped world, with a log of its attempts by seconds. */
function create(options: PumpOptions = {}, world: StubWorld = new StubWorld()) {
  world.clock.freeze(START)
  const pump = new DeliveryPump(world, 'sns', options)
  const log: string[] = []
  const letters: DeadLetter[] = []
  const note = (text: string): void => {
    log.push(`${(world.clock.now() - START) / 1000} ${text}`)
  }
  const deliver = (
    name: string,
    outcome: (number: number) => DeliveryOutcome | Promise<DeliveryOutcome>,
    rest: Partial<DeliveryTask> = {},
  ) =>
    pump.deliver({
      to: name,
      causedBy: world.journal.root,
      attempt({ number }) {
        note(`${name} ${number}`)
        return outcome(number)
      },
      onFailed(letter) {
        note(`${name} ${letter.reason}`)
        letters.push(letter)
      },
      ...rest,
    })
  return { world, pump, log, letters, deliver, note }
}

const after =
  (world: StubWorld, milliseconds: number, outcome?: DeliveryOutcome) =>
  (): Promise<DeliveryOutcome> =>
    new Promise((resolve) => {
      world.clock.schedule(milliseconds, () => resolve(outcome), 'work')
    })

describe('a delivery', () => {
  it('is attempted after the code that caused it, and recorded', async () => {
    const { world, pump, log, deliver } = create()
    const record = deliver('queue', () => undefined)
    expect(log).toEqual([])
    expect(record).toEqual({
      kind: 'delivery',
      at: START,
      causedBy: world.journal.root,
      service: 'sns',
      to: 'queue',
      status: 'pending',
      attempt: 0,
      why: undefined,
    })
    expect(pump.size).toBe(1)
    await idle(world)
    expect(log).toEqual(['0 queue 1'])
    expect(record).toMatchObject({ status: 'delivered', attempt: 1 })
    expect(world.journal.of('delivery')).toEqual([record])
    expect([pump.size, world.work.size]).toEqual([0, 0])
  })

  it('is retried after the delays of a list, then becomes a dead letter', async () => {
    const { world, log, letters, deliver } = create()
    const retry = { delays: [60_000, 120_000] }
    const record = deliver('queue', (n) => failed(`no ${n}`), { retry })
    await world.clock.advance('1s')
    expect(record).toMatchObject({ status: 'retrying', attempt: 1, why: 'no 1' })
    await idle(world)
    expect(log).toEqual(['0 queue 1', '60 queue 2', '180 queue 3', '180 queue retriesExhausted'])
    expect(letters[0]?.record).toBe(record)
    expect(record).toMatchObject({ status: 'failed', attempt: 3, why: 'no 3' })
  })

  it('succeeds at a later attempt', async () => {
    const { world, letters, deliver } = create()
    const retry = { delays: exponential(1_000, 300_000), maxAttempts: 5 }
    const record = deliver('queue', (n) => (n < 3 ? failed() : { status: 'delivered' }), { retry })
    await idle(world)
    expect(record).toMatchObject({ status: 'delivered', attempt: 3, why: undefined })
    expect(letters).toEqual([])
    expect(world.clock.now() - START).toBe(3_000)
  })

  it('fails if its attempt throws or rejects', async () => {
    const { world, letters, deliver } = create()
    const boom = new TypeError('boom')
    deliver('a', () => {
      throw boom
    })
    deliver('b', () => Promise.reject(boom), { retry: { delays: [1_000] } })
    await idle(world)
    expect(letters).toMatchObject([
      { reason: 'retriesExhausted', error: boom, record: { to: 'a', why: 'TypeError: boom' } },
      { reason: 'retriesExhausted', error: boom, record: { to: 'b', attempt: 2 } },
    ])
  })

  it('is not retried after a final failure', async () => {
    const { world, log, deliver } = create()
    const gone: DeliveryOutcome = { status: 'failed', why: 'gone', isFinal: true }
    const record = deliver('queue', () => gone, { retry: { delays: [1_000] } })
    await idle(world)
    expect(log).toEqual(['0 queue 1', '0 queue rejected'])
    expect(record.status).toBe('failed')
  })

  it('does not count attempts for which the receiver was not ready', async () => {
    const { world, log, deliver } = create()
    let busy = 2
    const outcome = (n: number): DeliveryOutcome =>
      busy-- > 0 ? { status: 'deferred', delayMs: 5_000 } : n < 2 ? failed() : undefined
    const record = deliver('fn', outcome, { retry: { delays: [60_000] } })
    await idle(world)
    expect(log).toEqual(['0 fn 1', '5 fn 1', '10 fn 1', '70 fn 2'])
    expect(record).toMatchObject({ status: 'delivered', attempt: 2 })
  })

  it('is given up at its maximum age, when the next attempt is due', async () => {
    const { world, log, letters, deliver } = create()
    let maxAgeMs = 90_000
    const retry = { delays: [60_000, 60_000, 60_000], maxAgeMs: () => maxAgeMs }
    deliver('queue', () => failed(), { retry })
    deliver('never', () => failed(), { retry: { maxAgeMs: 1_000 }, delayMs: 1_000 })
    await idle(world)
    expect(log).toEqual(['0 queue 1', '1 never tooOld', '60 queue 2', '120 queue tooOld'])
    expect(letters.map(({ record: { attempt, why } }) => [attempt, why])).toEqual([
      [0, 'It was too old for another attempt.'],
      [2, 'no'],
    ])
    maxAgeMs = 0
  })

  it('can be filtered before or during its attempt', async () => {
    const { world, pump, deliver } = create()
    const record = deliver('queue', () => ({ status: 'filtered', why: 'kind: book' }))
    const causedBy = world.journal.root
    const before = pump.recordFiltered({ to: 'mail', causedBy }, 'kind: book')
    await idle(world)
    expect([record, before]).toMatchObject([
      { status: 'filtered', attempt: 1, why: 'kind: book' },
      { status: 'filtered', attempt: 0, why: 'kind: book' },
    ])
    expect(world.journal.of('delivery')).toHaveLength(2)
  })

  it("converts the receiver's answer into its outcome", async () => {
    const { world, pump } = create()
    const record = pump.deliver({
      to: 'fn',
      causedBy: world.journal.root,
      attempt: async () => ({ ok: false }),
      outcomeOf: ({ ok }) => (ok ? undefined : failed('not ok')),
    })
    const unreadable = pump.deliver({
      to: 'fn',
      causedBy: world.journal.root,
      attempt: () => 1,
      outcomeOf(answer) {
        throw new TypeError(`${answer} is not an answer`)
      },
    })
    await idle(world)
    expect([record, unreadable]).toMatchObject([
      { status: 'failed', why: 'not ok' },
      { status: 'failed', why: 'TypeError: 1 is not an answer' },
    ])
  })

  it('leaves no record in the journal with isRecorded: false', async () => {
    const { world, deliver } = create()
    deliver('queue', () => undefined, { isRecorded: false })
    await idle(world)
    expect(world.journal.records).toEqual([])
  })

  it('names itself for an idle() that waits too long', async () => {
    const { world, deliver } = create()
    const never = (): Promise<DeliveryOutcome> => new Promise(() => undefined)
    deliver('slow', never)
    deliver('own', never, { describe: (_record, isRunning) => `own ${isRunning}` })
    deliver('silent', never, { describe: () => undefined })
    expect(world.work.describe()).toEqual([
      'a delivery from sns to slow (waiting for attempt 1)',
      'own false',
    ])
    await world.clock.quiesce()
    expect(world.work.describe()).toEqual(['a delivery from sns to slow (attempt 1)', 'own true'])
  })
})

describe('a delivery that succeeded', () => {
  it('passes its result on once, before the next delivery of its key', async () => {
    const { world, log, deliver, note } = create()
    deliver('a', (n) => (n < 2 ? failed() : undefined), {
      orderingKey: 'k',
      retry: { delays: [1_000] },
      onDelivered: ({ attempt }) => note(`a delivered by attempt ${attempt}`),
    })
    deliver('b', () => undefined, { orderingKey: 'k' })
    await idle(world)
    expect(log).toEqual(['0 a 1', '1 a 2', '1 a delivered by attempt 2', '1 b 1'])
  })

  it('passes nothing on if its world has ended, and its attempt can see that', async () => {
    const { world, pump, log, note } = create()
    let resume: () => void = () => undefined
    pump.deliver({
      to: 'a',
      causedBy: world.journal.root,
      async attempt(attempt) {
        await new Promise<void>((resolve) => (resume = resolve))
        note(`over: ${attempt.isOver}`)
        return undefined
      },
      onDelivered: () => note('handed on'),
    })
    await world.clock.quiesce()
    pump.end()
    resume()
    await world.clock.quiesce()
    expect(log).toEqual(['0 over: true'])
  })
})

describe('order', () => {
  it('is kept per key, even during retries, and other keys continue', async () => {
    const { world, log, deliver } = create()
    const retry = { delays: [10_000, 10_000] }
    deliver('a1', (n) => (n < 3 ? failed() : undefined), { orderingKey: 'a', retry })
    deliver('a2', () => failed(), { orderingKey: 'a' })
    deliver('a3', () => undefined, { orderingKey: 'a' })
    deliver('b1', after(world, 5_000), { orderingKey: 'b' })
    deliver('b2', () => undefined, { orderingKey: 'b' })
    deliver('free', () => undefined)
    await idle(world)
    expect(log).toEqual([
      '0 a1 1',
      '0 b1 1',
      '0 free 1',
      '5 b2 1',
      '10 a1 2',
      '20 a1 3',
      '20 a2 1',
      '20 a2 retriesExhausted',
      '20 a3 1',
    ])
  })

  it('waits for the dead letter of the one before', async () => {
    const { world, log, deliver, note } = create()
    deliver('a1', () => failed(), {
      orderingKey: 'a',
      onFailed: () => after(world, 2_000)().then(() => note('handed on')),
    })
    deliver('a2', () => undefined, { orderingKey: 'a' })
    await idle(world)
    expect(log).toEqual(['0 a1 1', '2 handed on', '2 a2 1'])
  })

  it('counts a delay from when the delivery began', async () => {
    const { world, log, deliver } = create()
    deliver('a1', after(world, 3_000), { orderingKey: 'a', delayMs: 1_000 })
    deliver('a2', () => undefined, { orderingKey: 'a', delayMs: 2_000 })
    deliver('a3', () => undefined, { orderingKey: 'a', delayMs: 9_000 })
    await idle(world)
    expect(log).toEqual(['1 a1 1', '4 a2 1', '9 a3 1'])
  })

  it('holds for a key with any number of deliveries', async () => {
    const { world, log, deliver } = create()
    for (let i = 0; i < 5_000; i++) deliver(String(i), () => undefined, { orderingKey: 'a' })
    for (let i = 5_000; i < 10_000; i++) deliver(String(i), () => undefined)
    await idle(world)
    expect(log).toHaveLength(10_000)
    const inOrder = log.map((line) => Number(line.split(' ')[1])).filter((i) => i < 5_000)
    expect(inOrder).toEqual(Array.from({ length: 5_000 }, (_, i) => i))
  })
})

describe('concurrency', () => {
  it('is limited, not counting deliveries that wait for a retry', async () => {
    const { world, log, deliver } = create({ concurrency: 2 })
    const slow = after(world, 10_000)
    deliver('a', (n) => (n === 1 ? failed() : undefined), { retry: { delays: [5_000] } })
    for (const name of ['b', 'c', 'd', 'e']) deliver(name, slow)
    await idle(world)
    expect(log).toEqual(['0 a 1', '0 b 1', '0 c 1', '10 d 1', '10 e 1', '20 a 2'])
  })

  it('of 1 runs attempts that end at once one after the other', async () => {
    const { world, log, deliver } = create({ concurrency: 1 })
    for (let i = 0; i < 5_000; i++) deliver(String(i), () => undefined)
    await idle(world)
    expect(log).toHaveLength(5_000)
  })
})

describe('time', () => {
  it('moves deliveries in order of their due times', async () => {
    const { world, log, deliver } = create()
    deliver('a', () => failed(), { retry: { delays: [3_000, 3_000] }, delayMs: 1_000 })
    deliver('b', () => undefined, { delayMs: 5_000 })
    await world.clock.advance('4s')
    expect(log).toEqual(['1 a 1', '4 a 2'])
    await world.clock.advance('10s')
    expect(log.slice(2)).toEqual(['5 b 1', '7 a 3', '7 a retriesExhausted'])
  })

  it('set to another date neither ages a delivery nor makes it due', async () => {
    const { world, pump, log, deliver } = create()
    const retry = { delays: [60_000, 60_000], maxAgeMs: 100_000 }
    deliver('a', () => failed(), { retry, orderingKey: 'k' })
    deliver('b', () => undefined, { orderingKey: 'k', delayMs: 200_000 })
    await world.clock.advance('30s')
    pump.shift(world.clock.freeze('2027-01-01T00:00:00Z'))
    const moved = (world.clock.now() - START) / 1000
    await idle(world)
    expect(log).toEqual([
      '0 a 1',
      `${moved + 30} a 2`,
      `${moved + 90} a tooOld`,
      `${moved + 170} b 1`,
    ])
  })

  it('draws jitter only from the seed', async () => {
    const times = async (seed: string) => {
      const { world, log, deliver } = create({}, new StubWorld({ options: { seed } }))
      deliver('a', () => failed(), { retry: { delays: [10_000, 10_000, 10_000], jitter: 0.5 } })
      await idle(world)
      return log.map((line) => Number(line.split(' ')[0]))
    }
    const drawn = await times('one')
    const [first, second, third] = drawn
    expect(await times('one')).toEqual(drawn)
    expect(await times('two')).not.toEqual(drawn)
    expect(second! - first!).toBeGreaterThanOrEqual(5)
    expect(third! - second!).toBeLessThanOrEqual(10)
  })
})

describe('retries without end', () => {
  it('are awaited by idle() only as often as the policy says', async () => {
    const { world, pump, log, deliver } = create()
    deliver('a', () => failed(), { retry: { delays: () => 1_000, awaitedRetries: 2 } })
    await idle(world)
    expect([log, pump.size, world.work.size]).toEqual([['0 a 1', '1 a 2', '2 a 3'], 1, 0])
    await world.clock.advance('2s')
    expect(log.slice(3)).toEqual(['3 a 4', '4 a 5'])
  })
})

describe('an end', () => {
  it('forgets deliveries, but not later ones', async () => {
    const { world, pump, log, letters, deliver } = create({ concurrency: 1 })
    let finish: () => void = () => undefined
    deliver('running', () => new Promise((resolve) => (finish = () => resolve(failed()))))
    deliver('queued', () => undefined)
    deliver('retrying', () => failed(), { retry: { delays: [1_000] }, orderingKey: 'k' })
    deliver('behind', () => undefined, { orderingKey: 'k' })
    deliver('delayed', () => undefined, { delayMs: 1_000 })
    await world.clock.quiesce()
    pump.end()
    expect([pump.size, world.work.size]).toEqual([0, 0])
    deliver('later', after(world, 1_000), { orderingKey: 'k' })
    finish()
    await idle(world)
    await world.clock.advance('1h')
    expect(log).toEqual(['0 running 1', '0 later 1'])
    expect(letters).toEqual([])
  })

  it('of some deliveries drops them without a dead letter, and others continue', async () => {
    const { world, pump, log, deliver } = create({ concurrency: 1 })
    const never = (): Promise<DeliveryOutcome> => new Promise(() => undefined)
    deliver('gone', never, { orderingKey: 'k' })
    deliver('gone', never, { orderingKey: 'k' })
    deliver('kept', () => undefined, { orderingKey: 'k' })
    deliver('other', () => undefined)
    await world.clock.quiesce()
    pump.drop(({ to }) => to === 'gone')
    await idle(world)
    expect(log.sort()).toEqual(['0 gone 1', '0 kept 1', '0 other 1'])
  })
})

describe('errors that AWS would not retry', () => {
  it('are gaps of this library, which the world keeps', async () => {
    const { world, letters, deliver } = create()
    const gap = new UnsupportedError({ service: 'SNS', operation: 'Firehose' })
    deliver('a', () => Promise.reject(gap), { retry: { delays: [1_000] } })
    await idle(world)
    expect(world.refused).toEqual([gap])
    expect(letters).toMatchObject([{ reason: 'rejected', record: { attempt: 1 } }])
  })

  it('are mistakes in the test, which become unhandled rejections', async () => {
    const { world, letters, deliver } = create()
    const mistake = new MisuseError('The backend answered with a number.')
    const listeners = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    const seen = new Promise((resolve) => process.once('unhandledRejection', resolve))
    deliver('a', () => Promise.reject(mistake), { retry: { delays: [1_000] } })
    await idle(world)
    expect(await seen).toBe(mistake)
    for (const listener of listeners) process.on('unhandledRejection', listener)
    expect(letters).toMatchObject([{ reason: 'rejected' }])
  })

  it('of the dead letter or the result are added to the record', async () => {
    const { world, deliver } = create()
    const onFailed = (): never => {
      throw new Error('no such queue')
    }
    const a = deliver('a', () => failed(), { onFailed })
    const b = deliver('b', () => failed(), { onFailed: async () => onFailed() })
    const c = deliver('c', () => undefined, { onDelivered: onFailed })
    await idle(world)
    const why = 'no The dead letter was lost: Error: no such queue'
    const lost = 'The result was lost: Error: no such queue'
    expect([a, b, c]).toMatchObject([{ why }, { why }, { status: 'delivered', why: lost }])
    expect(world.work.size).toBe(0)
  })
})
