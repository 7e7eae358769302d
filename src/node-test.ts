/**
 * `miniregion/node-test`. Importing it in a test file returns the default region after each test to
 * its state before that test's first `beforeEach`. Exports the matchers as plain assertion
 * functions.
 *
 * @example
 * import { it } from 'node:test'
 * import { toHaveItem } from 'miniregion/node-test'
 * it('stores the order', () => { toHaveItem(orders, { id: 'o1' }, { amount: 9 }) })
 */
import { beforeEach } from 'node:test'
import { createTestSession } from './testing/index.ts'

export * from './assert.ts'

const session = createTestSession()

// Not an `afterEach`: node:test runs those in the order of registration, and this one would run
// before the user's own.
beforeEach((context: unknown) => {
  const test = context as TestOfHook
  session.begin()
  test.after(() => session.end(hasFailed(test), [test.error, causeOf(test.error)]))
})

/** The members of a hook's context that this entry uses. */
interface TestOfHook {
  after(hook: () => void): void
  /** Why the test failed, if this version of Node says so. Null if it has not failed. */
  readonly error?: unknown
}

const hasFailed = (test: TestOfHook): boolean | undefined =>
  'error' in test ? test.error !== null && test.error !== undefined : undefined

/** node:test wraps the test's error. */
const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined)
