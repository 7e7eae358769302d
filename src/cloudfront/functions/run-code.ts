/**
 * Runs the code of a CloudFront function, with the objects of its runtime.
 *
 * AWS: functions-javascript-runtime-20.html. Of runtime 1.0 only the objects are the same: newer
 * syntax is not refused.
 */
import { createHash, createHmac } from 'node:crypto'
import * as querystring from 'node:querystring'
import { format } from 'node:util'
import { createContext, Script } from 'node:vm'
import { FUNCTION_TIMEOUT_MS } from '../limits.ts'

export interface CodeOutcome {
  readonly value: unknown
  readonly error: { readonly name: string; readonly message: string } | undefined
  readonly logs: readonly string[]
  /** What the code used of AWS that is not simulated. */
  readonly refused: string | undefined
}

/**
 * Values cross the border as JSON, so that neither side gets objects of the other.
 *
 * NOTE: the handler does not begin in a microtask. With async hooks, Node aborts when a time limit
 * ends one.
 */
const CALL = `(() => {
  const fail = (error) => miniregionHost.fail(
    String((error && error.name) || 'Error'),
    String((error && error.message) || error),
  )
  let result
  try {
    result = handler(JSON.parse(miniregionHost.event))
  } catch (error) {
    return fail(error)
  }
  Promise.resolve(result).then((value) => miniregionHost.done(JSON.stringify(value))).catch(fail)
})()`

export function runCode(code: string, event: object): CodeOutcome {
  const logs: string[] = []
  let value: unknown
  let error: CodeOutcome['error']
  let refused: string | undefined
  let isSettled = false
  const host = {
    event: JSON.stringify(event),
    done(json: string | undefined): void {
      isSettled = true
      value = json === undefined ? undefined : (JSON.parse(json) as unknown)
    },
    fail(name: string, message: string): void {
      isSettled = true
      error = { name, message }
    },
  }
  const require = (name: string): unknown => {
    const module = Object.hasOwn(MODULES, name) ? MODULES[name] : undefined
    if (module) return module
    if (name !== 'cloudfront') throw new Error(`Cannot find module '${name}'`)
    return new Proxy(
      {},
      {
        get(_target, member) {
          refused = `cf.${String(member)} of CloudFront functions`
          throw new Error(`${refused} is not simulated.`)
        },
      },
    )
  }
  const log = (...values: unknown[]): void => void logs.push(format(...values))
  const console = { log, error: log, warn: log, info: log, debug: log }
  const { Buffer, TextDecoder, TextEncoder, atob, btoa } = globalThis
  const context = createContext(
    { miniregionHost: host, require, console, Buffer, TextDecoder, TextEncoder, atob, btoa },
    // Nothing that a function waits for can happen later: there are neither timers nor a network.
    { microtaskMode: 'afterEvaluate', codeGeneration: { strings: false, wasm: false } },
  )
  try {
    new Script(withoutImports(code), { filename: 'function.js' }).runInContext(context, {
      timeout: FUNCTION_TIMEOUT_MS,
    })
    new Script(CALL).runInContext(context, { timeout: FUNCTION_TIMEOUT_MS })
  } catch (thrown) {
    // Of the code's own realm: no instance of our Error.
    const { name, message } = Object(thrown) as { name?: unknown; message?: unknown }
    host.fail(String(name ?? 'Error'), String(message ?? thrown))
  }
  if (!isSettled) error = { name: 'Error', message: 'The handler waits for what never happens.' }
  return { value, error, logs, refused }
}

/** AWS: functions-javascript-runtime-20.html: the modules of the runtime. */
const MODULES: Readonly<Record<string, object>> = {
  crypto: { createHash, createHmac },
  querystring,
  buffer: { Buffer },
}

/** `import cf from 'cloudfront'`: the only form of imports that the runtime knows. */
const withoutImports = (code: string): string =>
  code.replace(
    /^[ \t]*import\s+([\w$]+|\{[^}]*\})\s+from\s+(['"][\w:-]+['"]);?/gm,
    'const $1 = require($2);',
  )
