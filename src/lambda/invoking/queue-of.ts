import { DeliveryPump } from '../../core/delivery/pump.ts'
import type { World } from '../../core/world/world.ts'
import type { LambdaState } from '../state.ts'

/** The pump of what Lambda does after it has answered: asynchronous events, batches of records. */
export const queueOf = (state: LambdaState, world: World): DeliveryPump =>
  (state.queue ??= new DeliveryPump(world, 'lambda'))
