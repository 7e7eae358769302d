import type { World } from '../../../core/world/world.ts'
import { findFunction } from '../../deployment/find.ts'
import type { FunctionDefinition } from '../../definition/definition.ts'
import { functionsOnly } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'

/** Finds a function by a name without a qualifier. */
export function findWholeFunction(
  world: World,
  state: LambdaState,
  text: string,
): FunctionDefinition {
  const { definition, qualifier } = findFunction(world, state, text)
  if (qualifier !== undefined) throw functionsOnly()
  return definition
}
