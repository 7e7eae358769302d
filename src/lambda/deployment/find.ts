/** From the names in a request to functions and versions, and changes to them. */
import type { World } from '../../core/world/world.ts'
import {
  versionOf,
  type FunctionDefinition,
  type VersionDefinition,
} from '../definition/definition.ts'
import { formatFunctionArn, parseFunctionName } from '../definition/function-name.ts'
import { wrongRevision } from '../deployment-errors.ts'
import { functionNotFound } from '../errors.ts'
import type { LambdaState } from '../state.ts'

export interface FoundFunction {
  readonly definition: FunctionDefinition
  /** The qualifier of the name or of the request. */
  readonly qualifier: string | undefined
}

export interface FoundVersion extends FoundFunction {
  readonly code: VersionDefinition
}

/**
 * Finds a function. Its qualifier need not exist. Throws AWS's errors for malformed names, other
 * regions, and functions that do not exist.
 */
export function findFunction(
  world: World,
  state: LambdaState,
  text: string,
  asked?: string,
): FoundFunction {
  const { name, qualifier } = parseFunctionName(text, world.options, asked)
  const definition = state.definitions.get(name)
  if (!definition) throw functionNotFound(formatFunctionArn(world.options, name, qualifier))
  return { definition, qualifier }
}

/** Finds a version, also the one that an alias points to. */
export function findVersion(
  world: World,
  state: LambdaState,
  text: string,
  asked?: string,
): FoundVersion {
  const found = findFunction(world, state, text, asked)
  const { definition, qualifier } = found
  const alias = qualifier === undefined ? undefined : definition.aliases.get(qualifier)
  const code = versionOf(definition, alias ? alias.version : qualifier)
  if (!code) throw functionNotFound(formatFunctionArn(world.options, definition.name, qualifier))
  return { ...found, code }
}

/** Changes a function. A reset returns to the definition before its first change. */
export function changeFunction(
  { definitions }: LambdaState,
  definition: FunctionDefinition,
  changes: Partial<FunctionDefinition>,
): FunctionDefinition {
  const { declared = definition } = definition
  const changed = { ...definition, ...changes, declared }
  definitions.set(definition.name, changed)
  return changed
}

/** Throws AWS's error if the caller names another revision than the current one. */
export function checkRevision(given: string | undefined, current: string): void {
  if (given !== undefined && given !== current) throw wrongRevision()
}
