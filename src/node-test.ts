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
import { createTestSession, type TestFacts } from './testing/index.ts'

export * from './assert.ts'

const session = createTestSession()

// Not an `afterEach`: node:test runs those in the order of registration, and this one would run
// before the user's own.
beforeEach((context: unknown) => {
  const test = context as TestOfHook
  session.begin()
  test.after(() => session.end(hasFailed(test), errorsOf(test), factsOf(test)))
})

/** The members of a hook's context that this entry uses. */
interface TestOfHook {
  after(hook: () => void): void
  /** Why the test failed, if this version of Node says so. Null if it has not failed. */
  readonly error?: unknown
  readonly name?: string
  /** With the names of its suites, if this version of Node says so. */
  readonly fullName?: string
  readonly filePath?: string | undefined
}

const hasFailed = (test: TestOfHook): boolean | undefined =>
  'error' in test ? test.error !== null && test.error !== undefined : undefined

/** node:test wraps the test's error. */
const errorsOf = ({ error }: TestOfHook): readonly unknown[] =>
  [error instanceof Error ? error.cause : undefined, error].filter(
    (each) => each !== undefined && each !== null,
  )

const factsOf = ({ fullName, name = 'a test', filePath }: TestOfHook): TestFacts => ({
  name: fullName ?? name,
  file: filePath,
})
