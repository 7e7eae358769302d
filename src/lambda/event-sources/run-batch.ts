/** Invokes the function of a mapping with a batch. */
import { isServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import type { MappingDefinition } from '../definition/mapping.ts'
import { applyInvokeFaults } from '../faults/invoke-faults.ts'
import { throttleOf } from '../invoking/environments.ts'
import { findTarget, runTarget, type Target } from '../invoking/invoke.ts'
import type { Invocation } from '../records/invocation.ts'
import { lambda } from '../service.ts'
import type { LambdaState } from '../state.ts'

/** Lambda did not take the call. */
export interface NotTaken {
  readonly why: string
  /** Another attempt may be taken: the function was throttled. */
  readonly isThrottle: boolean
}

export interface BatchCall {
  readonly eventText: string
  readonly attempt: number
  readonly cause: JournalRecord
}

/** Runs the function, or resolves to why Lambda did not take the call. */
export function runBatch(
  world: World,
  { target: text }: MappingDefinition,
  call: BatchCall,
): Promise<Invocation> | Promise<Invocation | NotTaken> | NotTaken {
  const state = world.state(lambda)
  let target: Target
  try {
    target = findTarget(world, state, text)
  } catch (error) {
    if (!isServiceError(error)) throw error
    return { why: error.message, isThrottle: false }
  }
  const throttle = throttleOf(world, state, target.definition, target.code)
  if (throttle) return { why: throttle.message, isThrottle: true }
  const met = applyInvokeFaults(world, target.definition.name, call.eventText)
  if (!met) return run(world, state, target, call)
  return met.then(
    () => run(world, state, target, call),
    (error: Error) => ({ why: error.message, isThrottle: true }),
  )
}

const run = (
  world: World,
  state: LambdaState,
  target: Target,
  { eventText, attempt, cause }: BatchCall,
): Promise<Invocation> =>
  runTarget(world, state, target, {
    eventText,
    type: 'RequestResponse',
    attempt,
    requestId: world.ids.uuid('invocation'),
    causedBy: cause,
  })
