import { describe, expect, it } from 'vitest'
import { idle } from '../time/idle.ts'
import { after, create, failed } from './pump.fixture.ts'

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
