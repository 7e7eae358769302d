import { createRequire } from 'node:module'
import * as miniregion from 'miniregion'
import { expect, it, vi } from 'vitest'
import { secondCopy, withExpect } from '../../scenarios/runners.cjs'

/** Vitest for the scenarios. */
export const runner = {
  it,
  alone: it.sequential,
  miniregion,
  ...withExpect(expect),
  spy: (body) => vi.fn(body),
  timesCalled: (spy) => spy.mock.calls.length,
  fakeTimers: {
    install: () => vi.useFakeTimers(),
    advance: (ms) => vi.advanceTimersByTimeAsync(ms),
    uninstall: () => vi.useRealTimers(),
  },
  secondCopy: () => secondCopy(createRequire(import.meta.url)),
  loader: () => import('../../scenarios/fixture/greeter.mjs'),
  freshModules: true,
  passes: 1,
}
