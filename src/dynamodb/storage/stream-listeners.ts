/** Functions that receive the records of streams as they are written. */
import type { World } from '../../core/world/world.ts'
import { ownState } from '../own-service.ts'

/** Listeners by table name. */
export type StreamListeners = Map<string, readonly ((record: unknown) => void)[]>

/** The only part of the service's state that storage uses. */
export const listenersIn = (world: World): StreamListeners =>
  (ownState(world) as { readonly listeners: StreamListeners }).listeners
