import { createRequire } from 'node:module'
import { it, mock } from 'node:test'
import '../../scenarios/configure.cjs'
import * as miniregion from 'miniregion'
import * as matchers from 'miniregion/node-test'
import { secondCopy, withFunctions } from '../../scenarios/runners.cjs'

/** node:test for the scenarios. */
export const runner = {
  it,
  miniregion,
  ...withFunctions(matchers),
  spy: (body) => mock.fn(body),
  timesCalled: (spy) => spy.mock.callCount(),
  fakeTimers: {
    install: () =>
      mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.now() }),
    advance: (ms) => mock.timers.tick(ms),
    uninstall: () => mock.timers.reset(),
  },
  secondCopy: () => secondCopy(createRequire(import.meta.url)),
  loader: () => import('../../scenarios/fixture/greeter.mjs'),
  freshModules: false,
  passes: 1,
}
