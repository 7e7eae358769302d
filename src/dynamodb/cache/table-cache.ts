/** `TableCache`, the handle of a cache in front of tables. */
import {
  homeOf,
  ResourceHandle,
  worldOf,
  type HandleDescription,
} from '../../core/handles/resource-handle.ts'
import { checkNames } from '../../core/checks.ts'
import { linkRecord } from '../../core/reporting/failure-seen.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { stateIn } from '../state/state.ts'
import { createCacheState, emptyCache } from '../state/cache-state.ts'
import { cacheStateIn } from './cache-state-in.ts'
import { createDocuments, type CacheDocuments } from './documents.ts'
import type { CacheRecord } from './record.ts'

/** Options of `table.cache`. */
export interface TableCacheOptions {
  /** How long an item is used. Default `'5m'`. 0: until it is written through the cache. */
  readonly itemTtl?: Duration
  /** How long the answer of a Query or Scan is used. Default `'5m'`. 0: answers are not kept. */
  readonly queryTtl?: Duration
}

/** A request to a cache. */
export interface CacheCall {
  /** `GetItem`, `Query`, ... */
  readonly operation: string
  /** The request, under AWS's names and with attribute values. */
  readonly input: unknown
  /**
   * `hit`: answered from the cache; `miss`: from the table, and kept; `passed`: from the table, and
   * not kept; `written`: a write to the table.
   */
  readonly result: 'hit' | 'miss' | 'passed' | 'written'
  /** How many items or answers came from the cache, and how many did not. */
  readonly hits: number
  readonly misses: number
  /** Whether the table had something else when the cache answered. */
  readonly stale: boolean
  readonly error: Error | undefined
  readonly causedBy: JournalRecord | undefined
  /** Milliseconds since 1970, by the region's clock. */
  readonly at: number
}

const CACHE: HandleDescription = {
  kind: 'cache',
  noun: 'a cache',
  arn: { service: 'dax', type: 'cache', qualifier: '/' },
  open: (world, { name }) => new TableCache(world, name),
}

/**
 * A cache in front of tables: a DAX cluster. `documents` goes to the code under test in place of its
 * `DaxDocument`.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.html
 *
 * @example
 * ```ts
 * const cache = orders.cache({ itemTtl: '5m', queryTtl: '1m' })
 * await cache.documents.get({ TableName: 'orders', Key: { id: 'o1' } })
 * cache.misses // 1
 * ```
 */
export class TableCache extends ResourceHandle {
  /** The methods of `DaxDocument`, for this cache and any table of the region. */
  readonly documents: CacheDocuments

  /** Made by `table.cache`. */
  constructor(home: World, name: string) {
    super(CACHE, home, name)
    this.documents = createDocuments(name, () => worldOf(this))
  }

  /** Every request to the cache, oldest first. */
  get calls(): CacheCall[] {
    return this.#records.map((record) => {
      const { operation, input, result, hits, misses, stale, error, causedBy, at } = record
      return linkRecord(
        { operation, input, result, hits, misses, stale, error, causedBy, at },
        record,
      )
    })
  }

  /** How many items and answers came from the cache. */
  get hits(): number {
    return this.#records.reduce((sum, { hits }) => sum + hits, 0)
  }

  /** How many items and answers the cache had to read from a table. */
  get misses(): number {
    return this.#records.reduce((sum, { misses }) => sum + misses, 0)
  }

  /** The number of items that the cache keeps, missing ones included. */
  get size(): number {
    const now = worldOf(this).clock.now()
    const { items } = cacheStateIn(worldOf(this), this.name)
    return [...items.values()].filter(({ until }) => until > now).length
  }

  /** Forgets all items and answers. */
  clear(): void {
    const world = resolveWorld(homeOf(this))
    world.checkWritable()
    emptyCache(cacheStateIn(world, this.name))
  }

  get #records(): CacheRecord[] {
    return worldOf(this).journal.of<CacheRecord>('cache', ({ cache }) => cache === this.name)
  }
}

/** Makes a cache: `orders.cache({ itemTtl: '1m' })`. */
export function createCache(home: World, table: string, options: TableCacheOptions): TableCache {
  const caller = `${table}.cache()`
  checkNames(options, caller, ['itemTtl', 'queryTtl'])
  const { itemTtl = '5m', queryTtl = '5m' } = options
  const ttls = [
    toMilliseconds(itemTtl, `${caller}: itemTtl`),
    toMilliseconds(queryTtl, `${caller}: queryTtl`),
  ] as const
  const world = resolveWorld(home)
  world.checkWritable()
  const { caches } = stateIn(world)
  let name = table
  for (let n = 2; caches.has(name); n++) name = `${table}-${n}`
  caches.set(name, createCacheState(...ttls))
  return new TableCache(home, name)
}
