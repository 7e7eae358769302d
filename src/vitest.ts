/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- augmented interfaces repeat the parameters of Vitest's own */
/**
 * `miniregion/vitest`: import it once in a setup file. It installs the matchers, and after each test puts the default region back to
 * where it was before that test's first `beforeEach`.
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ test: { setupFiles: ['miniregion/vitest'] } })
 */
import * as vitest from 'vitest'
import type { MiniregionMatchers } from './testing/index.ts'
import { install } from './vitest-setup.ts'

export type { MiniregionMatchers }

install(vitest, () => import('vitest/suite'))

declare module 'vitest' {
  // `Assertion` rather than `Matchers`: Vitest before 3.2 knows only this one.
  interface Assertion<T = any> extends MiniregionMatchers {}
  interface AsymmetricMatchersContaining extends MiniregionMatchers<any> {}
}

declare global {
  interface MiniregionRunnerContexts {
    // The second parameter of app(test).
    vitest: vitest.TestContext
  }
}
