/** Cold starts: from a loader to the function it loads. */
import { inColdStartLine } from './cold-start.ts'
import type { RunFacts } from './handler-context.ts'
import { looksLikeLoader, type AnyHandler } from '../definition/handlers.ts'

/** Whether the handler is called as a loader first; undefined while nothing but its result can tell. */
export const mayBeLoader = ({ definition: { traits, handler } }: RunFacts): boolean =>
  traits.isLoader ?? looksLikeLoader(handler)

/** Loads the module. It is waited for, whatever the clock does. */
export async function load({ world, definition, environment }: RunFacts): Promise<unknown> {
  const endLoading = world.work.beginLoading(environment)
  try {
    return await inColdStartLine(definition.freshModules, () => definition.handler())
  } finally {
    endLoading()
  }
}

/** `handler`, or a path such as `orders.place`; a CommonJS module shows its exports under `default` too. */
export function findExport(module: unknown, path: string): unknown {
  const walk = (from: unknown): unknown =>
    path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], from)
  return walk(module) ?? walk((module as { default?: unknown } | null)?.default)
}

/** Notes what a handler turned out to be, for its later environments. */
export function learn(facts: RunFacts, isLoader: boolean, handler: AnyHandler | undefined): void {
  facts.definition.traits.isLoader = isLoader
  facts.environment.handler = handler
}
