/** Loading a handler: inside the function's environment, one at a time per process. */
import { MisuseError } from '../../core/errors.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'

const KEY = Symbol.for('miniregion.cold-starts')

interface Shared {
  /** Settles when the cold starts before the next one are over. */
  line: Promise<unknown>
  /** How this runner forgets its modules. */
  forgetModules: (() => MaybePromise<void>) | undefined
}

const shared: Shared = ((globalThis as { [KEY]?: Shared })[KEY] ??= Object.seal({
  line: Promise.resolve(),
  forgetModules: undefined,
}))

/** A runner's entry says how modules are evaluated anew: what `freshModules: true` needs. */
export const provideFreshModules = (forgetModules: () => MaybePromise<void>): void => {
  shared.forgetModules = forgetModules
}

export function checkFreshModules(name: string): void {
  if (shared.forgetModules) return
  throw new MisuseError(
    `registerFunction('${name}') got freshModules: true, but nothing here can evaluate modules anew.`,
    "an import of 'miniregion/vitest' or 'miniregion/jest' first",
  )
}

/** Runs `load` when the cold starts that came before are over. */
export function inColdStartLine<Result>(
  freshModules: boolean,
  load: () => MaybePromise<Result>,
): Promise<Result> {
  const mine = shared.line.then(async () => {
    if (freshModules) await shared.forgetModules?.()
    return await load()
  })
  // The next in line does not care how this one went.
  shared.line = mine.catch(() => undefined)
  return mine
}
