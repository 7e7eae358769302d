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
