/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars, @typescript-eslint/no-namespace -- augmented interfaces repeat what Jest's own types say */
/**
 * `miniregion/jest`: name it in `setupFilesAfterEnv`. It installs the matchers, and after each test puts the default region back to
 * where it was before that test's first `beforeEach`.
 *
 * @example
 * // jest.config.js
 * module.exports = { setupFilesAfterEnv: ['miniregion/jest'] }
 */
import { provideFreshModules } from './lambda/runtime/cold-start.ts'
import {
  createTestSession,
  expectMatchers,
  hasRunningTestFailed,
  moveHookToEnd,
  type MiniregionMatchers,
} from './testing/index.ts'

export type { MiniregionMatchers }

/** What `@jest/globals` exports, as far as this door uses it. */
export interface JestGlobals {
  /** Gets the matchers. */
  readonly expect: { extend(matchers: any): void }
  /** For `freshModules: true`. */
  readonly jest?: { resetModules(): unknown }
  /** Where the hook for the end of a test is put last. */
  beforeAll(hook: () => void): void
  /** Marks where the default region stands. */
  beforeEach(hook: () => void): void
  /** Puts the default region back. */
  afterEach(hook: () => void): void
}

/**
 * Installs matchers and hooks; only needed with `injectGlobals: false`, else the import does it.
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
  // For `freshModules: true`: what the loader requires next is evaluated anew.
  if (runtime) provideFreshModules(() => void runtime.resetModules())
  const session = createTestSession()
  const end = (): void => session.end(hasRunningTestFailed())
  beforeAll(() => moveHookToEnd(end))
  beforeEach(() => session.begin())
  afterEach(end)
}

// Jest hands it to each CommonJS module; to ES modules as `import.meta.jest`.
declare const jest: { resetModules(): unknown } | undefined

const globals = globalThis as Partial<JestGlobals>
// Absent with `injectGlobals: false`: the user calls install() then.
if (globals.expect && globals.beforeAll) install(globals as JestGlobals)

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends MiniregionMatchers<R> {}
  }
}
