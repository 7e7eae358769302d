import { expect, it } from 'vitest'
import { createTestWorld } from '../world.fixture.ts'

it('advance gives a handler its turns, even if other tests make them long', async () => {
  const world = createTestWorld()
  const fn = world.register('fn', async () => {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setTimeout(resolve, 1000))
    return 'slept'
  })
  const running = fn.invoke({})
  let busy = true
  const work = (): void => {
    const until = performance.now() + 20
    while (performance.now() < until);
    if (busy) setImmediate(work)
  }
  setImmediate(work)
  await world.clock.advance('1s')
  expect(fn.lastInvocation?.status).toBe('succeeded')
  busy = false
  expect((await running).payload).toBe('slept')
})
