/**
 * The runtime of CloudFront Functions: a context of its own, with the runtime's objects.
 *
 * AWS: functions-javascript-runtime-20.html. Of runtime 1.0 only the objects are the same: newer
 * syntax is not refused.
 */

export interface CodeOutcome {
  readonly value: unknown
  readonly error: { readonly name: string; readonly message: string } | undefined
  readonly logs: readonly string[]
  /** What the code used of AWS that is not simulated. */
  readonly refused: string | undefined
}

export interface CodeInput {
  /** Scripts, in the order in which they run. The last one calls the handler. */
  readonly sources: readonly string[]
  readonly event: object
  readonly timeoutMs: number
}

/** Node's modules. A thread has its own ones. */
export interface NodeModules {
  readonly crypto: typeof import('node:crypto')
  readonly querystring: typeof import('node:querystring')
  readonly util: typeof import('node:util')
  readonly vm: typeof import('node:vm')
}

/**
 * Runs the code. Values cross the border as JSON, so that neither side gets objects of the other.
 *
 * NOTE: the text of this function runs in other threads (run-in-thread.ts). It uses nothing from
 * around it but what Node has.
 */
export function runInContext(
  { sources, event, timeoutMs }: CodeInput,
  { crypto, querystring, util, vm }: NodeModules,
): CodeOutcome {
  const logs: string[] = []
  let value: unknown
  let error: CodeOutcome['error']
  let refused: string | undefined
  let isSettled = false
  // What the last script calls as `miniregionHost`.
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
  const { Buffer, TextDecoder, TextEncoder, atob, btoa } = globalThis
  // AWS: functions-javascript-runtime-20.html: the modules of the runtime.
  const { createHash, createHmac } = crypto
  const modules: Readonly<Record<string, object>> = {
    crypto: { createHash, createHmac },
    querystring,
    buffer: { Buffer },
  }
  const require = (name: string): unknown => {
    const module = Object.hasOwn(modules, name) ? modules[name] : undefined
    if (module) return module
    if (name !== 'cloudfront') throw new Error(`Cannot find module '${name}'`)
    const get = (_target: object, member: string | symbol): never => {
      refused = `cf.${String(member)} of CloudFront functions`
      throw new Error(`${refused} is not simulated.`)
    }
    return new Proxy({}, { get })
  }
  const log = (...values: unknown[]): void => void logs.push(util.format(...values))
  const console = { log, error: log, warn: log, info: log, debug: log }
  const context = vm.createContext(
    { miniregionHost: host, require, console, Buffer, TextDecoder, TextEncoder, atob, btoa },
    // Nothing that a function waits for can happen later: there are neither timers nor a network.
    { microtaskMode: 'afterEvaluate', codeGeneration: { strings: false, wasm: false } },
  )
  try {
    for (const source of sources) {
      new vm.Script(source, { filename: 'function.js' }).runInContext(context, {
        timeout: timeoutMs,
      })
    }
  } catch (thrown) {
    // Of the code's own realm: no instance of our Error.
    const { name, message } = Object(thrown) as { name?: unknown; message?: unknown }
    host.fail(String(name ?? 'Error'), String(message ?? thrown))
  }
  if (!isSettled) error = { name: 'Error', message: 'The handler waits for what never happens.' }
  return { value, error, logs, refused }
}
