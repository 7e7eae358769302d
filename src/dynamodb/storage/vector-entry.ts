/** Entries of vector indexes, and their changes. The room of vectors makes them. */
import type { Position } from '../keys/position.ts'
import type { VectorPlan } from '../schema/plan.ts'
import type { StoredItem } from '../values/stored-item.ts'

/** The projected attributes of an item, with its vector as a search reads it. */
export interface VectorEntry extends StoredItem {
  /**
   * AWS: VectorSearch.Requirements.html: the index has 32-bit floating point precision. A search
   * moves vectors into one buffer with their neighbours; the numbers never change.
   */
  vector: Float32Array
  /** Whether a search has done so. */
  isPacked: boolean
  /** The Euclidean length of the vector. */
  readonly norm: number
}

/** The change to one vector index: an entry is removed, added, or both. */
export interface VectorChange {
  readonly index: VectorPlan
  /** The position of the removed entry, if the index has one there. */
  readonly removed: Position | undefined
  readonly added: { readonly position: Position; readonly stored: VectorEntry } | undefined
}
