/** Cold starts: from a loader to the function that it loads. */
import { inColdStartLine } from './cold-start.ts'
import type { RunFacts } from './handler-context.ts'
import { looksLikeLoader, type AnyHandler } from '../definition/handlers.ts'

/** Whether the handler is called as a loader first. */
export const mayBeLoader = ({ definition: { traits, handler } }: RunFacts): boolean =>
  traits.isLoader ?? looksLikeLoader(handler)

/** Loads the module. The clock waits for it: modules come from the disk. */
export async function load({ world, definition, environment }: RunFacts): Promise<unknown> {
  const endLoading = world.work.beginLoading(environment)
  try {
    return await inColdStartLine(definition.freshModules, () => definition.handler())
  } finally {
    endLoading()
  }
}

const member = (of: unknown, key: string): unknown =>
  of === null || of === undefined ? undefined : Reflect.get(Object(of), key)

/**
 * Finds an export by name (`handler`) or path (`orders.place`). The exports of a CommonJS module
 * may be under `default`.
 */
export function findExport(module: unknown, path: string): unknown {
  const find = (from: unknown): unknown => path.split('.').reduce(member, from)
  return find(module) ?? find(member(module, 'default'))
}

/**
 * Notes whether a handler is a loader, for later environments, and the function that it loaded, for
 * this one.
 */
export function learn(facts: RunFacts, isLoader: boolean, handler: AnyHandler | undefined): void {
  facts.definition.traits.isLoader = isLoader
  facts.environment.handler = handler
}
