/** A value, or a promise of it where the call has to wait. */
export type MaybePromise<Value> = Value | Promise<Value>

/**
 * Goes on with a value: at once, or when it is there. Not `await`: on Node 20 each turn costs a handler's call microseconds (promise hooks).
 * `context` is handed to both functions, so that they need no closure while nothing waits. Not called
 * `then`: a module that exports that is a thenable, and `import()` would call it.
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
