/**
 * Testing: matchers, and the work of a runner's hooks at a test's end.
 * Matchers recognize subjects by shape and brand (subject.ts). Each match-*.ts compares;
 * matchers.ts and assertions.ts convert the result for a runner; session.ts resets the default
 * region.
 * State: none. Records and worlds belong to their region.
 * Elsewhere: running tests in forks (`defineRegion`), in the room `region`.
 */
export {
  toBeCacheHit,
  toBeCacheMiss,
  toHaveOriginRequests,
  toAllHaveFired,
  toHaveClaims,
  toHaveDeliveredTo,
  toHavePublished,
  toHavePublishedTimes,
  toHaveBeenDenied,
  toHaveBeenInvoked,
  toHaveBeenInvokedTimes,
  toHaveBeenInvokedWith,
  toHaveEvent,
  toHaveFailedWith,
  toHaveItem,
  toHaveItemCount,
  toHaveJson,
  toHaveLogged,
  toHaveMatched,
  toHaveMessage,
  toHaveMessageCount,
  toHaveMetric,
  toHaveObject,
  toHaveObjectCount,
  toHaveReceived,
  toHaveReceivedTimes,
  toHaveRunTimes,
  toHaveSent,
  toHaveStatus,
  toHaveTimedOut,
  toHaveUsedOnly,
  toHaveUser,
} from './assertions.ts'
export { errorsOfRunningTest, moveHookToEnd } from './jest-circus.ts'
export { expectMatchers, type MiniregionMatchers } from './matchers.ts'
export type { TestFacts } from './run/end-of-test.ts'
export { createTestSession, type TestSession } from './session.ts'
export { installVitestHooks, type VitestHooks } from './vitest-hooks.ts'
