/**
 * Runs the cold starts of the process one at a time: two at once would share the module instances
 * that a runner resets for `freshModules`.
 */
import { MisuseError } from '../../core/errors.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import { processWide } from '../../core/process-wide.ts'

interface Shared {
  /** Settles when the earlier cold starts are over. */
  line: Promise<unknown>
  /** Makes this runner evaluate its modules anew. */
  forgetModules: (() => MaybePromise<void>) | undefined
}

const shared = processWide<Shared>('cold-starts', () => ({
  line: Promise.resolve(),
  forgetModules: undefined,
}))

/** Lets a runner's entry provide the means for `freshModules: true`. */
export const provideFreshModules = (forgetModules: () => MaybePromise<void>): void => {
  shared.forgetModules = forgetModules
}

export function checkFreshModules(name: string): void {
  if (shared.forgetModules) return
  throw new MisuseError(
    `registerFunction('${name}') received freshModules: true, but no runner here can evaluate modules anew.`,
    "an import of 'miniregion/vitest' or 'miniregion/jest' first",
  )
}

/** Calls `load` once the earlier cold starts are over. */
export function inColdStartLine<Result>(
  freshModules: boolean,
  load: () => MaybePromise<Result>,
): Promise<Result> {
  const mine = shared.line.then(async () => {
    if (freshModules) await shared.forgetModules?.()
    return await load()
  })
  // A failed cold start does not fail the next one.
  shared.line = mine.catch(() => undefined)
  return mine
}
