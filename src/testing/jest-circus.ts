/**
 * Two things that Jest tells no hook: whether the test failed, and how to run after everybody else. jest-circus, its runner, keeps its
 * state on the global object; where another runner is in use, or the state looks different, nothing happens.
 */

interface CircusHook {
  readonly type: string
  readonly fn: unknown
}

interface CircusState {
  readonly rootDescribeBlock?: { readonly hooks?: CircusHook[] }
  readonly currentlyRunningTest?: { readonly errors?: readonly unknown[] } | null
}

/** It may be loaded more than once, each time with a symbol of its own. */
const circusStates = (): CircusState[] =>
  Object.getOwnPropertySymbols(globalThis)
    .filter(({ description }) => description === 'JEST_STATE_SYMBOL')
    .map((key) => Object(Reflect.get(globalThis, key)) as CircusState)

/** Jest runs the `afterEach` of a file in the order they were registered: ours, of the setup file, would be the first. */
export function moveHookToEnd(hook: () => void): void {
  for (const { rootDescribeBlock } of circusStates()) {
    const hooks = rootDescribeBlock?.hooks
    if (!Array.isArray(hooks)) continue
    const at = hooks.findIndex(({ type, fn }) => type === 'afterEach' && fn === hook)
    if (at >= 0) hooks.push(...hooks.splice(at, 1))
  }
}

/** Why the test that runs has failed so far; empty while it has not, undefined where nobody tells. */
export function errorsOfRunningTest(): readonly unknown[] | undefined {
  for (const { currentlyRunningTest } of circusStates()) {
    const errors = currentlyRunningTest?.errors
    if (Array.isArray(errors)) return errors
  }
  return undefined
}
