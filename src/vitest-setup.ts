/**
 * The set-up of `miniregion/vitest`. Separate, because Vitest can only be imported and the rest of
 * the built package is CommonJS: the built entry imports Vitest and passes it here
 * (tsdown.config.ts).
 */
import type * as Vitest from 'vitest'
import { checkRunner } from './core/floors.ts'
import { provideFreshModules } from './lambda/runtime/cold-start.ts'
import { expectMatchers, installVitestHooks, type VitestHooks } from './testing/index.ts'

type Used = Pick<typeof Vitest, 'afterEach' | 'beforeEach' | 'expect' | 'onTestFinished' | 'vi'> & {
  /** Since Vitest 4.1. */
  readonly TestRunner?: object
}

/**
 * `importSuite` imports 'vitest/suite'. Vitest 4.1 has its functions on TestRunner, and warns of
 * that import. `version` is Vitest's.
 */
export function install(
  vitest: Used,
  importSuite: () => Promise<object>,
  version: string | undefined,
): void {
  checkRunner('Vitest', version)
  const { afterEach, beforeEach, expect, onTestFinished, TestRunner, vi } = vitest
  expect.extend(expectMatchers as unknown as Parameters<typeof expect.extend>[0])
  // For `freshModules: true`: the loader evaluates the modules that it imports next anew.
  provideFreshModules(() => {
    vi.resetModules()
  })
  let hooksOf = functionOf(TestRunner, 'getSuiteHooks')
  if (!hooksOf) void importSuite().then((suite) => (hooksOf = functionOf(suite, 'getHooks')))
  installVitestHooks({
    beforeEach,
    afterEach,
    onTestFinished,
    hooksOf: (file) => hooksOf?.(file),
  })
}

function functionOf(source: object | undefined, name: string): VitestHooks['hooksOf'] | undefined {
  const found: unknown = source && Reflect.get(source, name)
  return typeof found === 'function' ? (found as VitestHooks['hooksOf']) : undefined
}

/** Read from its package.json, because Vitest's exports do not contain the version. */
export function versionOfVitest(require: (file: string) => unknown): string | undefined {
  try {
    return (require('vitest/package.json') as { readonly version?: string }).version
  } catch {
    // Another layout of node_modules. The version is unknown, so nothing is refused.
    return undefined
  }
}
