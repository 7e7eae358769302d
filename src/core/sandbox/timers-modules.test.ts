import promises from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { isWrapper } from '../time/host.ts'
import { timerModulesPatch } from './timers-modules.ts'

afterEach(() => timerModulesPatch.restore())

it('patches the modules for a copy that was loaded while another had patched them', async () => {
  const real = promises.setTimeout
  timerModulesPatch.install()
  const path = './timers-modules.ts?loaded-late'
  const late = (await import(path)) as typeof import('./timers-modules.ts')
  timerModulesPatch.restore()
  expect(promises.setTimeout).toBe(real)

  late.timerModulesPatch.install()
  expect(isWrapper(promises.setTimeout)).toBe(true)
  late.timerModulesPatch.restore()
  expect(promises.setTimeout).toBe(real)
})
