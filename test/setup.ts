/** Runs in every test file. Files share their process, and an invocation that never ends keeps globals patched. */
import { afterAll } from 'vitest'
import { areGlobalsPatched } from '../src/core/sandbox/install.ts'

afterAll(() => {
  if (areGlobalsPatched()) throw new Error('An invocation still runs. Expected: region.end().')
})
