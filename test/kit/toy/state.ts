import { CopyOnWriteMap } from '../../../src/core/collections/copy-on-write-map.ts'
import { DeliveryPump } from '../../../src/core/delivery/pump.ts'
import type { World } from '../../../src/core/world/world.ts'

export interface Topic {
  readonly name: string
  /** Names of functions. */
  readonly subscribers: readonly string[]
  readonly messages: readonly string[]
}

export interface ToyState {
  readonly topics: CopyOnWriteMap<string, Topic>
  readonly pump: DeliveryPump
}

export const createState = (world: World): ToyState => ({
  topics: new CopyOnWriteMap(),
  pump: new DeliveryPump(world, 'toy'),
})

export const forkState = ({ topics }: ToyState, into: World): ToyState => ({
  topics: topics.fork(),
  pump: new DeliveryPump(into, 'toy'),
})
