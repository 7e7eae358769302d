/* oxlint-disable typescript/no-explicit-any, typescript/no-empty-object-type, typescript/no-namespace -- augmented interfaces repeat what Jest's own types say */
/**
 * `miniregion/jest`, for `setupFilesAfterEnv`. Installs the matchers, and after each test returns
 * the default region to its state before that test's first `beforeEach`.
 *
 * @example
 * // jest.config.js
 * module.exports = { setupFilesAfterEnv: ['miniregion/jest'] }
 */
import { MisuseError } from './core/errors.ts'
import { checkNode, checkRunner } from './core/floors.ts'
import { processWide } from './core/process-wide.ts'
import { provideFreshModules } from './lambda/runtime/cold-start.ts'
import {
  createTestSession,
  errorsOfRunningTest,
  expectMatchers,
  moveHookToEnd,
  type MiniregionMatchers,
  type TestFacts,
} from './testing/index.ts'

export type { MiniregionMatchers }

const shared = processWide<{ expect: object | undefined }>('jest', () => ({ expect: undefined }))

/** The exports of `@jest/globals` that this entry uses. */
export interface JestGlobals {
  /** Receives the matchers. */
  readonly expect: { extend(matchers: any): void; getState?(): JestState }
  /** For `freshModules: true`. */
  readonly jest?: { resetModules(): unknown }
  /** Registers the hook that ends a test, after all others. */
  beforeAll(hook: () => void): void
  /** Registers the hook that marks the default region's state. */
  beforeEach(hook: () => void | Promise<void>): void
  /** Registers the hook that returns the default region to that state. */
  afterEach(hook: () => void): void
}

/**
 * Installs matchers and hooks. The import does this already, even with `injectGlobals: false`.
 * Needed only for other globals.
 *
 * @example
 * import * as globals from '@jest/globals'
 * import { install } from 'miniregion/jest'
 * install(globals)
 */
export function install(globals: JestGlobals): void {
  checkNode()
  checkRunner('Jest', versionOfJest())
  const { expect, beforeAll, beforeEach, afterEach } = globals
  expect.extend(expectMatchers)
  const runtime =
    globals.jest ??
    (typeof jest === 'undefined' ? (import.meta as { jest?: JestGlobals['jest'] }).jest : jest)
  // For `freshModules: true`: the loader evaluates the modules that it requires next anew.
  if (runtime) provideFreshModules(() => void runtime.resetModules())
  // The module is evaluated again after jest.resetModules(), when hooks can no longer be added.
  if (shared.expect === expect) return
  shared.expect = expect
  const session = createTestSession()
  const end = (): void => {
    const errors = errorsOfRunningTest()
    session.end(errors && errors.length > 0, errors, factsOf(expect.getState?.()))
  }
  beforeAll(() => moveHookToEnd(end))
  beforeEach(() => {
    session.begin()
    return session.watch()
  })
  afterEach(end)
}

/** What `expect` knows of the running test. */
export interface JestState {
  /** With the names of its suites. */
  readonly currentTestName?: string | undefined
  /** The path of its file. */
  readonly testPath?: string | undefined
}

const factsOf = ({ currentTestName = 'a test', testPath }: JestState = {}): TestFacts => ({
  name: currentTestName,
  file: testPath,
})

function versionOfJest(): string | undefined {
  try {
    if (typeof require !== 'function') return undefined
    return (require('jest/package.json') as { readonly version?: string }).version
  } catch {
    // The version is unknown here, so nothing is refused.
    return undefined
  }
}

// Jest's own in Jest.
declare const require: ((id: string) => unknown) | undefined

// Jest gives it to each CommonJS module, and to ES modules as `import.meta.jest`.
declare const jest: { resetModules(): unknown } | undefined

/**
 * With `injectGlobals: false` Jest provides its globals in a module of that name, one per test
 * file.
 */
function globalsOfModule(): JestGlobals | undefined {
  try {
    return typeof require === 'function' ? (require('@jest/globals') as JestGlobals) : undefined
  } catch {
    // Outside Jest the module is missing or throws.
    return undefined
  }
}

const onGlobal = globalThis as Partial<JestGlobals>
const globals =
  onGlobal.expect && onGlobal.beforeAll ? (onGlobal as JestGlobals) : globalsOfModule()
if (!globals) {
  throw new MisuseError(
    "miniregion/jest was imported where Jest's globals are missing.",
    'the import in a file of setupFilesAfterEnv; install(globals) is for globals that are not on globalThis',
    'Other runners: miniregion/vitest, miniregion/node-test, and miniregion/assert for any.',
  )
}
install(globals)

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends MiniregionMatchers<R, T> {}
  }
}
