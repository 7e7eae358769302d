/** Tells everyone who waits for messages of a queue that there may be some. */
import type { World } from '../core/world/world.ts'
import { arnOf } from './queues/names.ts'
import type { SqsState } from './state.ts'

export function announce(
  state: SqsState,
  world: World,
  queue: string,
  arn: string = arnOf(world.options, queue),
): void {
  state.polls.wake(queue)
  world.ports.eventSources?.wake(arn)
}
