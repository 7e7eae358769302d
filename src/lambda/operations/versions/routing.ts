import type { World } from '../../../core/world/world.ts'
import { LATEST, versionOf, type FunctionDefinition } from '../../definition/definition.ts'
import { formatFunctionArn } from '../../definition/function-name.ts'
import * as errors from '../../deployment-errors.ts'
import { functionNotFound } from '../../errors.ts'

export interface RoutingInput {
  readonly AdditionalVersionWeights?: Readonly<Record<string, number>>
}

export function checkVersion(world: World, definition: FunctionDefinition, version: string): void {
  if (versionOf(definition, version)) return
  throw functionNotFound(formatFunctionArn(world.options, definition.name, version))
}

/** Returns the weights of an alias. Throws AWS's errors in the order that was recorded. */
export function toWeights(
  world: World,
  definition: FunctionDefinition,
  version: string,
  { AdditionalVersionWeights = {} }: RoutingInput = {},
): Readonly<Record<string, number>> {
  const others = Object.keys(AdditionalVersionWeights)
  if (others.length > 1) throw errors.tooManyWeights()
  for (const other of others) {
    if (other === version) throw errors.weightOfSameVersion(version)
    if (version === LATEST) throw errors.weightOfLatest()
    checkVersion(world, definition, other)
  }
  return AdditionalVersionWeights
}
