/**
 * `miniregion/node-test`: importing it anywhere in a test file puts the default region back after each test to where it was
 * before that test's first `beforeEach`. Exports the matchers as plain assertion functions.
 *
 * @example
 * import { it } from 'node:test'
 * import { toHaveItem } from 'miniregion/node-test'
 * it('stores the order', () => { toHaveItem(orders, { id: 'o1' }, { amount: 9 }) })
 */
import { beforeEach } from 'node:test'
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

// Not an `afterEach`: node:test runs those in the order they were registered, this one before the user's own.
beforeEach((context: unknown) => {
  const test = context as TestOfHook
  session.begin()
  test.after(() => session.end(hasFailed(test)))
})

/** The context a hook is given, as far as this door uses it. */
interface TestOfHook {
  after(hook: () => void): void
  /** Why the test failed, where this version of Node tells; null while it has not. */
  readonly error?: unknown
}

const hasFailed = (test: TestOfHook): boolean | undefined =>
  'error' in test ? test.error !== null && test.error !== undefined : undefined
