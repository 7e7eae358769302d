/** Runs the code of a CloudFront function. */
import * as crypto from 'node:crypto'
import * as querystring from 'node:querystring'
import * as util from 'node:util'
import * as vm from 'node:vm'
import { FUNCTION_TIMEOUT_MS } from '../limits.ts'
import { runInThread } from './run-in-thread.ts'
import { runInContext, type CodeOutcome } from './runtime.ts'

export type { CodeOutcome } from './runtime.ts'

export function runCode(source: string, event: object): CodeOutcome {
  const code = withoutImports(source)
  const sources = [WITHOUT_PROMISES, code, CALL]
  const input = { sources, event, timeoutMs: FUNCTION_TIMEOUT_MS }
  return MAY_WAIT.test(code)
    ? runInThread(input)
    : runInContext(input, { crypto, querystring, util, vm })
}

/**
 * Calls the handler. A result that is no promise is there at once, so that code that never waits has
 * no microtask.
 */
const CALL = `(() => {
  const { done, event, fail } = miniregionHost
  const failed = (error) => fail(
    String((error && error.name) || 'Error'),
    String((error && error.message) || error),
  )
  const end = (value) => done(JSON.stringify(value))
  try {
    const result = handler(JSON.parse(event))
    if (result && typeof result.then === 'function') result.then(end).then(undefined, failed)
    else end(result)
  } catch (error) {
    failed(error)
  }
})()`

/** The runtime has no WebAssembly, of which functions return promises. */
const WITHOUT_PROMISES = 'delete globalThis.WebAssembly'

/** Whatever else makes a promise has one of these in its name: `async`, `Promise`, `Array.fromAsync`. */
const MAY_WAIT = /async|promise|import/i

/** `import cf from 'cloudfront'`: the only form of imports that the runtime knows. */
const withoutImports = (code: string): string =>
  code.replace(
    /^[ \t]*import\s+([\w$]+|\{[^}]*\})\s+from\s+(['"][\w:-]+['"]);?/gm,
    'const $1 = require($2);',
  )
