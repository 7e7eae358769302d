/** Cold starts: from a loader to the function that it loads. */
import { inColdStartLine } from './cold-start.ts'
import type { VersionDefinition } from '../definition/definition.ts'
import type { RunFacts } from './handler-context.ts'
import { isStreaming, looksLikeLoader, type AnyHandler } from '../definition/handlers.ts'
import {
  callbackHandlerDeprecated,
  malformedHandlerName,
  type FunctionError,
} from '../records/function-error.ts'

/** Whether the handler is called as a loader first. */
export const mayBeLoader = ({ traits, handler }: VersionDefinition): boolean =>
  traits.isLoader ?? looksLikeLoader(handler)

/** Loads the module. The clock waits for it: modules come from the disk. */
export async function load({
  world,
  definition,
  environment,
}: Pick<RunFacts, 'world' | 'definition' | 'environment'>): Promise<unknown> {
  const endLoading = world.work.beginLoading(environment)
  environment.isLoading = true
  try {
    return await inColdStartLine(definition.freshModules, () => definition.handler())
  } finally {
    environment.isLoading = false
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
export function learn(
  facts: Pick<RunFacts, 'definition' | 'environment'>,
  isLoader: boolean,
  handler: AnyHandler | undefined,
): void {
  facts.definition.traits.isLoader = isLoader
  facts.environment.handler = handler
}

/** Returns the error with which the runtime refuses a handler at its initialization. */
// AWS: aws-lambda-nodejs-runtime-interface-client, of Node 24: the declared parameters decide, also
// for async handlers.
export function refusalOf(
  { runtime, entryPoint }: VersionDefinition,
  handler: AnyHandler,
): FunctionError | undefined {
  if (!entryPoint.includes('.')) return malformedHandlerName()
  const [, major = 0] = /^nodejs(\d+)/.exec(runtime) ?? []
  const declaresCallback = handler.length >= 3 && !isStreaming(handler)
  return Number(major) >= 24 && declaresCallback ? callbackHandlerDeprecated() : undefined
}
