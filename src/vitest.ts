/* oxlint-disable typescript/no-explicit-any, typescript/no-empty-object-type -- augmented interfaces repeat the parameters of Vitest's own */
/**
 * `miniregion/vitest`, for a setup file. Installs the matchers, and after each test returns the
 * default region to its state before that test's first `beforeEach`.
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ test: { setupFiles: ['miniregion/vitest'] } })
 */
import * as vitest from 'vitest'
import type { MiniregionMatchers } from './testing/index.ts'
import { createRequire } from 'node:module'
import { install, versionOfVitest } from './vitest-setup.ts'

export type { MiniregionMatchers }

install(vitest, () => import('vitest/suite'), versionOfVitest(createRequire(import.meta.url)))

declare module 'vitest' {
  // `Assertion` instead of `Matchers`, which Vitest before 3.2 does not have.
  interface Assertion<T = any> extends MiniregionMatchers<void, T> {}
  interface AsymmetricMatchersContaining extends MiniregionMatchers<any> {}
}

declare global {
  interface MiniregionRunnerContexts {
    // The second parameter of app(test).
    vitest: vitest.TestContext
  }
}
