/**
 * What `miniregion/vitest` does. Apart from it, because Vitest can only be imported, and all else of the built package is CommonJS: there the
 * entry imports Vitest and hands it over (tsdown.config.ts).
 */
import type * as Vitest from 'vitest'
import { provideFreshModules } from './lambda/runtime/cold-start.ts'
import { createTestSession, expectMatchers } from './testing/index.ts'

type Used = Pick<typeof Vitest, 'afterEach' | 'beforeEach' | 'expect' | 'vi'>

export function install({ afterEach, beforeEach, expect, vi }: Used): void {
  expect.extend(expectMatchers as unknown as Parameters<typeof expect.extend>[0])
  // For `freshModules: true`: what the loader imports next is evaluated anew.
  provideFreshModules(() => {
    vi.resetModules()
  })
  const session = createTestSession()
  beforeEach(() => session.begin())
  afterEach(({ task }) => session.end(task.result?.state === 'fail'))
}
