/**
 * `miniregion/node-test`: importing it anywhere in a test file puts the default region back after each test to where it was
 * before that test's first `beforeEach`. Exports the matchers as plain assertion functions.
 *
 * @example
 * import { it } from 'node:test'
 * import { toHaveItem } from 'miniregion/node-test'
 * it('stores the order', () => { toHaveItem(orders, { id: 'o1' }, { amount: 9 }) })
 */
import { afterEach, beforeEach } from 'node:test'
import { createTestSession } from './testing/index.ts'

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
} from './testing/index.ts'

const session = createTestSession()
beforeEach(() => session.begin())
afterEach((context: unknown) => session.end(hasFailed(context)))

/** Newer versions of Node tell a hook how the test went. */
function hasFailed(context: unknown): boolean | undefined {
  const passed: unknown =
    typeof context === 'object' && context !== null ? Reflect.get(context, 'passed') : undefined
  return typeof passed === 'boolean' ? !passed : undefined
}
