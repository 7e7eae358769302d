/** The items that a request names, to find one that it names twice. */
import type { Position } from '../keys/position.ts'
import { samePlace } from '../storage/change.ts'
import type { TableState } from '../storage/table.ts'

export interface Place {
  readonly table: TableState
  readonly position: Position
}

/**
 * Whether one of the places is the position in the table.
 * NOTE: a request names at most 100 items, and comparing hashes is faster than making strings for a
 * set.
 */
export function isTaken(places: readonly Place[], table: TableState, position: Position): boolean {
  for (const place of places) {
    if (
      place.position.hash === position.hash &&
      place.table === table &&
      samePlace(place.position, position)
    ) {
      return true
    }
  }
  return false
}
