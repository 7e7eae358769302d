/** Limits in real time do not strike because the event loop is blocked. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { idle } from '../../core/time/idle.ts'
import { createTestWorld } from '../world.fixture.ts'

const block = (milliseconds: number): void => {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a blocked event loop', () => {
  it('extends a timeout', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', () => readFile(import.meta.filename).then(() => 'read'), {
      timeout: '100ms',
    })
    const running = fn.invoke({})
    block(300)
    expect(await running).toMatchObject({ status: 'succeeded', payload: 'read' })
  })

  it('extends the timeouts of many concurrent handlers', async () => {
    const world = createTestWorld()
    const handler = async (): Promise<void> => {
      for (let i = 0; i < 10; i++) {
        block(0.5)
        await immediate()
      }
    }
    const fn = world.register('fn', handler, { timeout: '200ms' })
    const runs = await Promise.all(Array.from({ length: 200 }, () => fn.invoke({})))
    expect(new Set(runs.map((run) => run.status))).toEqual(new Set(['succeeded']))
  })

  it('extends the patience of idle', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async () => {
      await immediate()
      block(200)
      await immediate()
      return 'done'
    })
    await fn.invoke({}, { type: 'Event' })
    setImmediate(() => block(200))
    await idle(world, { patience: '100ms' })
    expect(fn.lastInvocation?.payload).toBe('done')
  })

  it('extends the remaining time that a handler sees', async () => {
    const world = createTestWorld()
    const fn = world.register(
      'fn',
      async (_event, context) => {
        setImmediate(() => block(300))
        await immediate()
        await immediate()
        return context.getRemainingTimeInMillis()
      },
      { timeout: '400ms' },
    )
    const { payload } = await fn.invoke({})
    expect(payload).toBeGreaterThan(200)
    expect(Number.isInteger(payload)).toBe(true)
  })

  it('does not spare a handler that keeps the loop busy with short turns', async () => {
    const world = createTestWorld()
    let isOver = false
    const fn = world.register(
      'fn',
      async () => {
        while (!isOver) await immediate()
      },
      { timeout: '100ms' },
    )
    expect((await fn.invoke({})).status).toBe('timedOut')
    isOver = true
  })

  it('does not extend a limit that the clock is moved to', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', () => new Promise(() => undefined))
    const running = fn.invoke({})
    block(100)
    world.clock.freeze()
    const before = world.clock.now()
    await world.clock.advance('3s')
    expect((await running).status).toBe('timedOut')
    expect(world.clock.now() - before).toBe(3000)
  })
})
