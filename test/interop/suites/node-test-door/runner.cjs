// The CommonJS build, through `require`.
const { it, mock } = require('node:test')
require('../../scenarios/configure.cjs')
const { secondCopy, withFunctions } = require('../../scenarios/runners.cjs')

/** node:test for the scenarios. */
module.exports = {
  it,
  miniregion: require('miniregion'),
  ...withFunctions(require('miniregion/node-test')),
  spy: (body) => mock.fn(body),
  timesCalled: (spy) => spy.mock.callCount(),
  fakeTimers: {
    install: () =>
      mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.now() }),
    advance: (ms) => mock.timers.tick(ms),
    uninstall: () => mock.timers.reset(),
  },
  secondCopy: () => secondCopy(require),
  loader: () => require('../../scenarios/fixture/greeter.cjs'),
  freshModules: false,
  passes: 1,
}
