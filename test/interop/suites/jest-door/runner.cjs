const { withExpect } = require('../../scenarios/runners.cjs')

/** Jest, as the scenarios take it. @param {object} runtime `jest` @param {object} rest what differs between CommonJS and ES modules */
module.exports = (runtime, rest) => ({
  it,
  ...withExpect(expect),
  spy: (body) => runtime.fn(body),
  timesCalled: (spy) => spy.mock.calls.length,
  fakeTimers: {
    install: () => runtime.useFakeTimers(),
    advance: (ms) => runtime.advanceTimersByTimeAsync(ms),
    uninstall: () => runtime.useRealTimers(),
  },
  freshModules: true,
  passes: 0,
  ...rest,
})
