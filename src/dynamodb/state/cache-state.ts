/** What a cache in front of tables keeps (DAX). */
import { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import type { StoredItem } from '../values/stored-item.ts'

/** An item as a read or a write through the cache saw it. */
export interface CachedItem {
  /** Undefined for an item that was missing or deleted: a negative entry. */
  readonly stored: StoredItem | undefined
  /** The time until which it is used, on the clock. */
  readonly until: number
}

/** The answer to a Query or Scan. */
export interface CachedAnswer {
  readonly answer: Readonly<Record<string, unknown>>
  readonly until: number
}

export interface CacheState {
  readonly itemTtl: number
  readonly queryTtl: number
  /** By table and place. */
  readonly items: CopyOnWriteMap<string, CachedItem>
  /** By operation and all parameters. */
  readonly answers: CopyOnWriteMap<string, CachedAnswer>
  /** Reads of items that wait for the end of a transaction. */
  readonly pending: Set<() => void>
}

export const createCacheState = (itemTtl: number, queryTtl: number): CacheState => ({
  itemTtl,
  queryTtl,
  items: new CopyOnWriteMap(),
  answers: new CopyOnWriteMap(),
  pending: new Set(),
})

/** Copies a cache in constant time. */
export const forkCache = ({ items, answers, ...settings }: CacheState): CacheState => ({
  ...settings,
  items: items.fork(),
  answers: answers.fork(),
  pending: new Set(),
})

export function emptyCache({ items, answers, pending }: CacheState): void {
  items.clear()
  answers.clear()
  for (const end of [...pending]) end()
}

/** Keeps the remaining time of entries when the clock is set to another date. */
export function shiftCache({ items, answers }: CacheState, milliseconds: number): void {
  for (const [key, entry] of [...items]) {
    items.set(key, { ...entry, until: entry.until + milliseconds })
  }
  for (const [key, entry] of [...answers]) {
    answers.set(key, { ...entry, until: entry.until + milliseconds })
  }
}
