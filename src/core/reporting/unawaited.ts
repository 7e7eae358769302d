/**
 * Promises of asynchronous matchers, which a test must await. A forgotten one would reject after
 * the test, and fail nothing or another test.
 *
 * NOTE: only a call of `then` shows that a promise is awaited, so these promises have a special
 * `then`.
 */
import { hasCaller, takeFrames } from '../caller/stack.ts'
import { processWide } from '../process-wide.ts'
import { currentEnvironment, worldScopes } from '../world-scope.ts'

/** One call of such a matcher. */
interface Call {
  /** The error of a test that does not await. Its stack is that of the call. */
  readonly error: Error
  /** The world of the test's fork, if it has one. */
  readonly world: object | undefined
  /**
   * Whether the matcher is still being called. The runner's own `then` calls happen now and pass
   * another promise on; `await` comes a microtask later.
   */
  isBeingCalled: boolean
}

/** Collects only if a hook at the test's end reads the result. */
const shared = processWide('unawaited', () => ({ open: new Set<Call>(), isCollecting: false }))

export const collectUnawaited = (): void => {
  shared.isCollecting = true
}

class Watched<Value> extends Promise<Value> {
  // The result of `then` is an ordinary promise.
  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }
  call: Call | undefined

  override then<Ok = Value, Failed = never>(
    onOk?: ((value: Value) => Ok | PromiseLike<Ok>) | null,
    onFailed?: ((error: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Ok | Failed> {
    const next = super.then(onOk, onFailed)
    if (!this.call) return next
    if (this.call.isBeingCalled) return watch(next, this.call)
    shared.open.delete(this.call)
    return next
  }
}

function watch<Value>(promise: Promise<Value>, call: Call): Promise<Value> {
  const watched = new Watched<Value>((resolve) => {
    resolve(rejectAtCall(promise, call.error))
  })
  watched.call = call
  // The end of the test reports it. An unhandled rejection would blame the whole run.
  void Promise.prototype.then.call(watched, undefined, () => undefined)
  return watched
}

/**
 * A matcher's later error may have no line of the test on its stack, so it receives the stack of
 * the call.
 */
const rejectAtCall = <Value>(promise: Promise<Value>, call: Error): Promise<Value> =>
  promise.then(undefined, (error: unknown) => {
    if (error instanceof Error && Object.isExtensible(error) && !hasCaller(error.stack)) {
      takeFrames(error, call)
    }
    throw error
  })

/** `error`: the error of a test that does not await the promise. */
export function mustBeAwaited<Value>(promise: Promise<Value>, error: Error): Promise<Value> {
  // Promises in a handler are the handler's own. Without a hook at the test's end, an unhandled
  // rejection is the only sign.
  if (!shared.isCollecting || currentEnvironment()) return rejectAtCall(promise, error)
  const { world } = worldScopes.storage.getStore() ?? {}
  const call: Call = { error, world, isBeingCalled: true }
  shared.open.add(call)
  void Promise.resolve().then(() => (call.isBeingCalled = false))
  return watch(promise, call)
}

/** Returns the first promise that was not awaited, in a fork's test or in all. */
export function takeUnawaited(world?: object): Error | undefined {
  let first: Error | undefined
  for (const call of shared.open) {
    if (world && call.world !== world) continue
    first ??= call.error
    shared.open.delete(call)
  }
  return first
}
