/** Functions that receive the records of streams as they are written. */
import type { World } from '../../core/world.ts'
import { ownState } from '../own-service.ts'

/** By the table's name. */
export type StreamListeners = Map<string, readonly ((record: unknown) => void)[]>

/** Storage knows no more of the service's state than this. */
export const listenersIn = (world: World): StreamListeners =>
  (ownState(world) as { readonly listeners: StreamListeners }).listeners
