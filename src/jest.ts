/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-empty-object-type, @typescript-eslint/no-namespace -- augmented interfaces repeat what Jest's own types say */
/**
 * `miniregion/jest`, for `setupFilesAfterEnv`. Installs the matchers, and after each test returns
 * the default region to its state before that test's first `beforeEach`.
 *
 * @example
 * // jest.config.js
 * module.exports = { setupFilesAfterEnv: ['miniregion/jest'] }
 */
import { provideFreshModules } from './lambda/runtime/cold-start.ts'
import {
  createTestSession,
  errorsOfRunningTest,
  expectMatchers,
  moveHookToEnd,
  type MiniregionMatchers,
} from './testing/index.ts'

export type { MiniregionMatchers }

/** The exports of `@jest/globals` that this entry uses. */
export interface JestGlobals {
  /** Receives the matchers. */
  readonly expect: { extend(matchers: any): void }
  /** For `freshModules: true`. */
  readonly jest?: { resetModules(): unknown }
  /** Registers the hook that ends a test, after all others. */
  beforeAll(hook: () => void): void
  /** Marks where the default region stands. */
  beforeEach(hook: () => void | Promise<void>): void
  /** Puts the default region back. */
  afterEach(hook: () => void): void
}

/**
 * Installs matchers and hooks. Only needed with `injectGlobals: false`; otherwise the import does
 * it.
 *
 * @example
 * import * as globals from '@jest/globals'
 * import { install } from 'miniregion/jest'
 * install(globals)
 */
export function install(globals: JestGlobals): void {
  const { expect, beforeAll, beforeEach, afterEach } = globals
  expect.extend(expectMatchers)
  const runtime =
    globals.jest ??
    (typeof jest === 'undefined' ? (import.meta as { jest?: JestGlobals['jest'] }).jest : jest)
  // For `freshModules: true`: the loader evaluates the modules that it requires next anew.
  if (runtime) provideFreshModules(() => void runtime.resetModules())
  const session = createTestSession()
  const end = (): void => {
    const errors = errorsOfRunningTest()
    session.end(errors && errors.length > 0, errors)
  }
  beforeAll(() => moveHookToEnd(end))
  beforeEach(() => {
    session.begin()
    return session.watch()
  })
  afterEach(end)
}

// Jest gives it to each CommonJS module, and to ES modules as `import.meta.jest`.
declare const jest: { resetModules(): unknown } | undefined

const globals = globalThis as Partial<JestGlobals>
// Absent with `injectGlobals: false`. Then the user calls install().
if (globals.expect && globals.beforeAll) install(globals as JestGlobals)

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends MiniregionMatchers<R, T> {}
  }
}
