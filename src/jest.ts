/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars, @typescript-eslint/no-namespace -- augmented interfaces repeat what Jest's own types say */
/**
 * `miniregion/jest`: name it in `setupFilesAfterEnv`. It installs the matchers, and after each test puts the default region back to
 * where it was before that test's first `beforeEach`.
 *
 * @example
 * // jest.config.js
 * module.exports = { setupFilesAfterEnv: ['miniregion/jest'] }
 */
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
  readonly expect: { extend(matchers: any): void }
  beforeAll(hook: () => void): void
  beforeEach(hook: () => void): void
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
export function install({ expect, beforeAll, beforeEach, afterEach }: JestGlobals): void {
  expect.extend(expectMatchers)
  const session = createTestSession()
  const end = (): void => session.end(hasRunningTestFailed())
  beforeAll(() => moveHookToEnd(end))
  beforeEach(() => session.begin())
  afterEach(end)
}

const globals = globalThis as Partial<JestGlobals>
// Absent with `injectGlobals: false`: the user calls install() then.
if (globals.expect && globals.beforeAll) install(globals as JestGlobals)

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends MiniregionMatchers<R> {}
  }
}
