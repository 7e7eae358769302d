/**
 * The scopes of code that runs in a world, without knowing what a world is. One AsyncLocalStorage,
 * shared under a `Symbol.for` key by every copy of the package in the process.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { JournalRecord } from './journal.ts'

/** A request that a server of this process answers. */
export interface LocalRequest {
  readonly method: string
  readonly url: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  /** As text. */
  readonly body: string
}

/**
 * A server of this process: an extension of a function, which only the code of its environment
 * reaches, or the receiver of a custom resource's response.
 */
export interface LocalServer {
  /** Whether it listens there. */
  claims(url: string): boolean
  answer(request: LocalRequest): Promise<{
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }>
}

/**
 * Lambda's execution environment of one function. A scope names the environment, not the
 * invocation.
 */
export interface ExecutionEnvironment {
  /** The record of the running invocation. Undefined while the environment is frozen. */
  readonly current: JournalRecord | undefined
  /** Shut down: code that still runs in it changes nothing. */
  readonly isDead: boolean
  /** Answers requests of its code to localhost. */
  readonly localServer?: LocalServer | undefined
  /**
   * Undefined if a service call may proceed. Otherwise resolves at the environment's next
   * invocation; never if it is shut down.
   */
  hold(): Promise<void> | undefined
}

export interface WorldScope {
  /** A `World`: `context.ts` gives it its type. */
  readonly world: object
  readonly environment?: ExecutionEnvironment
  /** Whose credentials its code uses: `context.ts` gives it its type. */
  readonly caller?: object
  readonly up: WorldScope | undefined
}

export interface SharedScopes {
  readonly storage: AsyncLocalStorage<WorldScope | undefined>
  defaultWorld: (() => object) | undefined
}

const KEY = Symbol.for('miniregion.context')
// NOTE: sealed, like everything that this package keeps on globalThis. When Jest tears down an
// environment it puts accessors on the objects that it finds there, and those recurse without end
// when late code writes to them.
export const worldScopes: SharedScopes = ((globalThis as { [KEY]?: SharedScopes })[KEY] ??=
  Object.seal({
    storage: new AsyncLocalStorage<WorldScope | undefined>(),
    defaultWorld: undefined,
  }))

/** Returns the execution environment of the running code. */
export const currentEnvironment = (): ExecutionEnvironment | undefined =>
  worldScopes.storage.getStore()?.environment

/**
 * Runs `body` in no world, for the library's timers and turns of the event loop. Costs nothing
 * outside a scope.
 */
export const runOutside = <Result>(body: () => Result): Result =>
  worldScopes.storage.getStore() ? worldScopes.storage.run(undefined, body) : body()

/** What the running `runToEnd` has yet to run. */
let rest: (() => void)[] | undefined

/**
 * Runs `body` soon: outside the caller's stack, and outside the scope of any world. Returns whether
 * that is before any other code runs.
 */
export function afterThisCode(body: () => void): boolean {
  if (rest && !worldScopes.storage.getStore()) {
    rest.push(body)
    return true
  }
  runOutside(() => void Promise.resolve().then(body))
  return false
}

/**
 * Runs `body` in no world, and then at once what it left for later with `afterThisCode`. For code
 * without a caller: a timer of the library's own. It needs no microtask for each of its deliveries.
 */
export function runToEnd(body: () => void): void {
  if (rest) {
    runOutside(body)
    return
  }
  const left: (() => void)[] = (rest = [])
  try {
    runOutside(body)
    // What they leave for later stands behind them in the list.
    for (const next of left) next()
  } finally {
    rest = undefined
  }
}
