import { describe, expect, it } from 'vitest'
import { idle } from '../time/idle.ts'
import type { DeliveryOutcome } from './delivery.ts'
import { create, failed, START } from './pump.fixture.ts'
import { exponential } from './retry-policy.ts'

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
