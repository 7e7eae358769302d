/**
 * Two things that Jest's hooks cannot know: whether the test failed, and how to run after all
 * others. jest-circus, its runner, keeps its state on the global object. With another runner, or
 * with an unknown form of that state, nothing happens.
 */

interface CircusHook {
  readonly type: string
  readonly fn: unknown
}

interface CircusState {
  readonly rootDescribeBlock?: { readonly hooks?: CircusHook[] }
  readonly currentlyRunningTest?: { readonly errors?: readonly unknown[] } | null
}

/** jest-circus may load more than once, each time with another symbol. */
const circusStates = (): CircusState[] =>
  Object.getOwnPropertySymbols(globalThis)
    .filter(({ description }) => description === 'JEST_STATE_SYMBOL')
    .map((key) => Object(Reflect.get(globalThis, key)) as CircusState)

/**
 * Jest runs the `afterEach` hooks of a file in the order of registration. Ours, in the setup file,
 * would be the first.
 */
export function moveHookToEnd(hook: () => void): void {
  for (const { rootDescribeBlock } of circusStates()) {
    const hooks = rootDescribeBlock?.hooks
    if (!Array.isArray(hooks)) continue
    const at = hooks.findIndex(({ type, fn }) => type === 'afterEach' && fn === hook)
    if (at >= 0) hooks.push(...hooks.splice(at, 1))
  }
}

/**
 * Returns the errors of the running test so far. Empty if it has not failed, undefined if the state
 * is unknown.
 */
export function errorsOfRunningTest(): readonly unknown[] | undefined {
  for (const { currentlyRunningTest } of circusStates()) {
    const errors = currentlyRunningTest?.errors
    if (Array.isArray(errors)) return errors
  }
  return undefined
}
