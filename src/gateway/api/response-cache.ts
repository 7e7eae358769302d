/** The caches of the stages of REST APIs. */
import type { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import type { HeaderList } from '../messages/header-list.ts'

/** A response of an integration, valid until the time `until`. */
export interface CachedResponse {
  readonly until: number
  readonly status: number
  /** Without those of its own request. */
  readonly headers: HeaderList
  readonly body: Uint8Array | string
}

/** By the key that `cacheKey` makes. */
export type ResponseCache = CopyOnWriteMap<string, CachedResponse>

/** What the keys of a stage's entries begin with. */
export const cachePrefix = (apiId: string, stage: string): string => `${apiId} ${stage} `

/** Removes the entries of a stage. */
export function flushCache(cache: ResponseCache, apiId: string, stage: string): void {
  const prefix = cachePrefix(apiId, stage)
  for (const key of [...cache.keys()]) if (key.startsWith(prefix)) cache.delete(key)
}

/** The clock was set to another date: entries keep their remaining lifetime. */
export function shiftCache(cache: ResponseCache, milliseconds: number): void {
  for (const [key, entry] of [...cache])
    cache.set(key, { ...entry, until: entry.until + milliseconds })
}
