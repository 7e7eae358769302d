/** Resolves to the error of a call. Rejects if it succeeds. */
export const errorOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => Promise.reject(new Error('no error')),
    (error: unknown) => error as Error,
  )
