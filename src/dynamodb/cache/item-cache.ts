/**
 * The item cache: items by their key.
 * AWS: DAX.concepts.html#DAX.concepts.item-cache, DAX.consistency.html
 */
import { checkKey } from '../keys/key-checks.ts'
import { positionOf } from '../keys/positions.ts'
import type { World } from '../../core/world/world.ts'
import { findTable, stateIn, type TableState } from '../state/state.ts'
import type { CachedItem, CacheState } from '../state/cache-state.ts'
import { placeOf } from '../storage/replica.ts'
import { equalItems } from '../values/compare.ts'
import type { StoredItem } from '../values/stored-item.ts'
import { checkItemValues } from '../values/value-checks.ts'
import type { Item } from '../values/values.ts'

/** Where an item is in its table, and in the cache. */
export interface Spot {
  readonly cacheKey: string
  /** The item that the table has now. */
  readonly present: StoredItem | undefined
}

/** Undefined for keys and tables that the table's operation will refuse. */
export function spotOf(world: World, name: unknown, key: unknown): Spot | undefined {
  const table = typeof name === 'string' ? findTable(stateIn(world), name) : undefined
  if (!table || typeof key !== 'object' || key === null) return undefined
  try {
    const checked = checkItemValues(key as Item)
    checkKey(table.plan, checked)
    return spotAt(table, checked)
  } catch {
    return undefined
  }
}

/** The same for an item, of which only the key counts. */
export function spotOfItem(world: World, name: string, item: Item): Spot | undefined {
  const table = findTable(stateIn(world), name)
  return table && spotAt(table, item)
}

function spotAt(table: TableState, item: Item): Spot {
  const position = positionOf(table.plan.key, item)
  return {
    cacheKey: `${table.definition.id}\n${placeOf(position)}`,
    present: table.items.get(position),
  }
}

/** The entry that may still be used. */
export function cachedItem(
  { items }: CacheState,
  { cacheKey }: Spot,
  now: number,
): CachedItem | undefined {
  const entry = items.get(cacheKey)
  if (!entry || entry.until > now) return entry
  items.delete(cacheKey)
  return undefined
}

// AWS: DAX.concepts.html: with a time to live of 0, an item stays until it is evicted or written.
export function keepItem({ items, itemTtl }: CacheState, spot: Spot, now: number): void {
  items.set(spot.cacheKey, {
    stored: spot.present,
    until: itemTtl === 0 ? Infinity : now + itemTtl,
  })
}

export function isStale({ stored }: CachedItem, { present }: Spot): boolean {
  if (stored === present) return false
  return !stored || !present || !equalItems(stored.item, present.item)
}
