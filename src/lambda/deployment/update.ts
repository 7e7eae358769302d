/** Changes of `$LATEST`: other code or another configuration. */
import type { World } from '../../core/world/world.ts'
import type { FunctionDefinition, VersionDefinition } from '../definition/definition.ts'
import { coolDown, type LambdaState } from '../state.ts'
import { changeFunction } from './find.ts'
import { beginTransition } from '../invoking/transitions.ts'

/**
 * Replaces `$LATEST`. Running invocations end on the old code, queued events meet the new.
 * Recorded: test_async_invoke_queue_upon_function_update.
 */
export function updateLatest(
  world: World,
  state: LambdaState,
  definition: FunctionDefinition,
  changes: Partial<VersionDefinition>,
): FunctionDefinition {
  const { latest, name } = definition
  const changed: VersionDefinition = {
    ...latest,
    ...changes,
    modifiedAt: world.clock.now(),
    revisionId: world.ids.uuid('revision'),
    traits: changes.traits ?? { isLoader: latest.traits.isLoader },
  }
  coolDown(state, name, world, latest.version)
  beginTransition(world, state, name, 'updating')
  return changeFunction(state, definition, { latest: changed })
}
