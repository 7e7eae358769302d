/**
 * Promises of asynchronous matchers that a test must await: one that it forgot would reject when the test is over, and fail nothing or another test.
 * NOTE: nobody can see that a promise is awaited but by its `then`, so these are promises with a `then` of their own.
 */
import { hasCaller, takeFrames } from '../caller-stack.ts'
import { processWide } from '../process-wide.ts'
import { currentEnvironment, worldScopes } from '../world-scope.ts'

/** One call of such a matcher. */
interface Call {
  /** What the test fails with when it does not await. Its stack is that of the call. */
  readonly error: Error
  /** The world of the test's fork, where it has one. */
  readonly world: object | undefined
  /**
   * Whether the matcher is still being called. The runner's own `then` come now and hand on another promise; `await` comes a microtask later.
   */
  isBeingCalled: boolean
}

/** Collects only where somebody looks at it when a test ends. */
const shared = processWide('unawaited', () => ({ open: new Set<Call>(), isCollecting: false }))

export const collectUnawaited = (): void => {
  shared.isCollecting = true
}

class Watched<Value> extends Promise<Value> {
  // What `then` returns is an ordinary promise.
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
  // The end of the test tells of it: an unhandled rejection would blame the whole run.
  void Promise.prototype.then.call(watched, undefined, () => undefined)
  return watched
}

/** What a matcher throws later may have no line of the test on its stack: it gets that of the call. */
const rejectAtCall = <Value>(promise: Promise<Value>, call: Error): Promise<Value> =>
  promise.then(undefined, (error: unknown) => {
    if (error instanceof Error && Object.isExtensible(error) && !hasCaller(error.stack)) {
      takeFrames(error, call)
    }
    throw error
  })

/** `error`: what the test fails with when it does not await the promise. */
export function mustBeAwaited<Value>(promise: Promise<Value>, error: Error): Promise<Value> {
  // A handler's own promises are its own business; without somebody who looks, an unhandled rejection is the only sign.
  if (!shared.isCollecting || currentEnvironment()) return rejectAtCall(promise, error)
  const { world } = worldScopes.storage.getStore() ?? {}
  const call: Call = { error, world, isBeingCalled: true }
  shared.open.add(call)
  void Promise.resolve().then(() => (call.isBeingCalled = false))
  return watch(promise, call)
}

/** The first that was not awaited, of a fork's test or of all. */
export function takeUnawaited(world?: object): Error | undefined {
  let first: Error | undefined
  for (const call of shared.open) {
    if (world && call.world !== world) continue
    first ??= call.error
    shared.open.delete(call)
  }
  return first
}
