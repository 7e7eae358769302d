/** A value, or a promise of it if the call has to wait. */
export type MaybePromise<Value> = Value | Promise<Value>

/** Whether `await` would wait for an object: a promise of any kind. */
export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'

/**
 * Continues with a value, at once or when its promise resolves. Not `await`, because on Node 20
 * each turn costs a handler's call microseconds (promise hooks). Both functions receive `context`
 * and so need no closure while nothing waits. Not called `then`: a module that exports a `then` is
 * a thenable, and `import()` would call it.
 */
export function andThen<Value, Context, Result>(
  value: MaybePromise<Value>,
  context: Context,
  onValue: (value: Value, context: Context) => MaybePromise<Result>,
  onError?: (error: unknown, context: Context) => Result,
): MaybePromise<Result> {
  if (!(value instanceof Promise)) return onValue(value, context)
  return value.then(
    (late: Value) => onValue(late, context),
    onError && ((error: unknown) => onError(error, context)),
  )
}

/**
 * Work that may have to wait on the way: a generator that yields each promise that it waits for.
 * `runSteps` runs it without waiting as long as it yields none.
 */
export type Steps<Result> = Generator<Promise<unknown>, Result, unknown>

/** Waits for a value inside steps: `const made = yield* waitFor(create())`. */
export function* waitFor<Value>(value: MaybePromise<Value>): Steps<Value> {
  return value instanceof Promise ? ((yield value) as Value) : value
}

/** Runs steps. Returns a promise only if they wait for one. */
export function runSteps<Result>(steps: Steps<Result>): MaybePromise<Result> {
  const first = steps.next()
  return first.done === true ? first.value : continueSteps(steps, first.value)
}

async function continueSteps<Result>(
  steps: Steps<Result>,
  first: Promise<unknown>,
): Promise<Result> {
  let waiting = first
  for (;;) {
    const next = await waiting.then(
      (value) => steps.next(value),
      (error: unknown) => steps.throw(error),
    )
    if (next.done === true) return next.value
    waiting = next.value
  }
}
