/**
 * The time that Lambda takes to create or update a function. With the option `functionState` it
 * passes on the region's clock; by default it takes none.
 */
import { toMilliseconds } from '../../core/time/duration.ts'
import type { World } from '../../core/world/world.ts'
import { formatFunctionArn } from '../definition/function-name.ts'
import { functionPending, updateInProgress } from '../deployment-errors.ts'
import { lambdaOptions } from '../region-options.ts'
import type { LambdaState, Transition } from '../state.ts'

/** Begins a transition of a function. */
export function beginTransition(
  world: World,
  { transitions }: LambdaState,
  name: string,
  kind: Transition['kind'],
): void {
  const { functionState } = lambdaOptions.of(world)
  const lasts = functionState === 'immediate' ? 0 : toMilliseconds(functionState)
  if (lasts > 0) transitions.set(name, { kind, until: world.clock.now() + lasts })
}

/** Returns the transition that a function is in. */
export function transitionOf(
  world: World,
  { transitions }: LambdaState,
  name: string,
): Transition['kind'] | undefined {
  const transition = transitions.get(name)
  if (!transition) return undefined
  if (world.clock.now() < transition.until) return transition.kind
  transitions.delete(name)
  return undefined
}

/** Throws AWS's error for a change of a function that is being created or updated. */
export function checkSettled(world: World, state: LambdaState, name: string): void {
  if (state.transitions.size === 0 || !transitionOf(world, state, name)) return
  throw updateInProgress(formatFunctionArn(world.options, name))
}

/** Throws AWS's error for an invocation of a function that is being created. */
export function checkActive(world: World, state: LambdaState, name: string): void {
  if (state.transitions.size === 0) return
  if (transitionOf(world, state, name) === 'creating') throw functionPending()
}
