/** Streams as other rooms see them: each record as it is written. */
import type { StreamSource } from '../../core/ports.ts'
import type { World } from '../../core/world.ts'
import { stateIn } from '../state/state.ts'

/**
 * The streams of a world. Listeners belong to their world: a fork starts without, and deleting a table or its stream leaves them waiting
 * for the next stream of a table of that name.
 */
export const streamSource = (world: World): StreamSource => ({
  subscribe(table, listener) {
    const { listeners } = stateIn(world)
    const before = listeners.get(table) ?? []
    listeners.set(table, [...before, listener])
    return () => {
      const left = (listeners.get(table) ?? []).filter((one) => one !== listener)
      if (left.length > 0) listeners.set(table, left)
      else listeners.delete(table)
    }
  },
})
