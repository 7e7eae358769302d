/**
 * The scopes of code that runs in a world, below anything that knows what a world is: one AsyncLocalStorage, shared under a `Symbol.for` key by
 * every copy of the package in the process.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { JournalRecord } from './journal.ts'

/** One sandbox of a function, as Lambda calls it. A scope names the environment, not the invocation. */
export interface ExecutionEnvironment {
  /** The record of the invocation that runs in it; undefined while it is frozen. */
  readonly current: JournalRecord | undefined
  /** Gone: what still runs of it changes nothing. */
  readonly isDead: boolean
  /** Undefined when a service call may go on; else resolves at the environment's next invocation (never when it is dead). */
  hold(): Promise<void> | undefined
}

export interface WorldScope {
  /** A `World`: `context.ts` gives it its type. */
  readonly world: object
  readonly environment?: ExecutionEnvironment
  readonly up: WorldScope | undefined
}

export interface SharedScopes {
  readonly storage: AsyncLocalStorage<WorldScope | undefined>
  defaultWorld: (() => object) | undefined
}

const KEY = Symbol.for('miniregion.context')
// NOTE: sealed, as everything we keep on globalThis: when an environment is torn down, Jest puts accessors on what it finds there, and
// theirs recurse for ever when something still under way writes.
export const worldScopes: SharedScopes = ((globalThis as { [KEY]?: SharedScopes })[KEY] ??=
  Object.seal({
    storage: new AsyncLocalStorage<WorldScope | undefined>(),
    defaultWorld: undefined,
  }))

/** The function's environment that this code runs in. */
export const currentEnvironment = (): ExecutionEnvironment | undefined =>
  worldScopes.storage.getStore()?.environment

/** Runs `body` in no world: for library timers and turns of the loop. Costs nothing where there is no scope. */
export const runOutside = <Result>(body: () => Result): Result =>
  worldScopes.storage.getStore() ? worldScopes.storage.run(undefined, body) : body()
