/** Gives other rooms the records of streams as they are written. */
import type { StreamSource } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import { stateIn } from '../state/state.ts'

/**
 * The streams of a world. Listeners belong to one world: a fork starts without listeners. A
 * listener outlives the table and its stream, and receives the records of the next stream of a
 * table with the same name.
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
