import { expect, it, vi } from 'vitest'
import { createTestWorld } from '../world.fixture.ts'
import { provideFreshModules } from './cold-start.ts'

it('refuses freshModules where no runner provides it', () => {
  const register = () => createTestWorld().register('fn', async () => 1, { freshModules: true })
  expect(register).toThrow("an import of 'miniregion/vitest'")
})

it('evaluates modules anew only for functions with freshModules', async () => {
  const forget = vi.fn()
  provideFreshModules(forget)
  const world = createTestWorld()
  const load = async () => ({ handler: async () => 1 })
  const shared = world.register('shared', load, { handler: 'handler' })
  const fresh = world.register('fresh', load, { handler: 'handler', freshModules: true })
  for (let i = 0; i < 2; i++) expect((await shared.coldStart().invoke({})).payload).toBe(1)
  expect(forget).not.toHaveBeenCalled()
  for (let i = 0; i < 2; i++) expect((await fresh.coldStart().invoke({})).payload).toBe(1)
  expect(forget).toHaveBeenCalledTimes(2)
  await fresh.invoke({})
  expect(forget).toHaveBeenCalledTimes(2)
})
