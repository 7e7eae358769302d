/**
 * Testing: matchers, and what happens when a test of a runner ends.
 * Matchers look at subjects by shape and brand (subject.ts); each match-*.ts finds, matchers.ts and assertions.ts put it in a
 * runner's terms; session.ts puts the default region back after each test.
 * State: none of its own; the records and worlds it looks at belong to their region.
 * Not here: running tests in forks (`defineRegion`), which is the region's.
 */
export {
  toAllHaveFired,
  toHaveBeenInvoked,
  toHaveBeenInvokedTimes,
  toHaveBeenInvokedWith,
  toHaveFailedWith,
  toHaveItem,
  toHaveItemCount,
  toHaveJson,
  toHaveReceived,
  toHaveReceivedTimes,
  toHaveStatus,
  toHaveTimedOut,
} from './assertions.ts'
export { errorsOfRunningTest, moveHookToEnd } from './jest-circus.ts'
export { expectMatchers, type MiniregionMatchers } from './matchers.ts'
export { createTestSession, type TestSession } from './session.ts'
export { installVitestHooks, type VitestHooks } from './vitest-hooks.ts'
