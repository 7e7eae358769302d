import { describe, expect, it } from 'vitest'
import { StubWorld } from '../testing/stub-world.ts'
import { idle } from '../time/idle.ts'
import type { DeliveryOutcome } from './delivery.ts'
import { after, create, failed, START } from './pump.fixture.ts'

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
