/** The caches of points of presence and of the regional edge caches behind them. */
import { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import type { World } from '../../core/world/world.ts'
import { keyText, type CacheKey, type Entry } from './entry.ts'
import { candidatesOf } from './key.ts'
import { hasHeader } from '../messages/headers.ts'

/** What one place holds of a distribution, by `keyText`. */
export type Cache = CopyOnWriteMap<string, Entry>

/** The part of CloudFront's state that has the caches. */
export interface Caches {
  readonly caches: CopyOnWriteMap<string, Cache>
  /** By how many milliseconds the clock was set since the times in `caches` were noted. */
  readonly timeShift: number
}

/** The time by which objects age. It does not jump when the clock is set to another date. */
export const cacheNow = ({ timeShift }: Caches, { clock }: World): number => clock.now() - timeShift

/** `place`: a point (`FRA56-P1`), or the region of a regional edge cache. */
const placeKey = (distributionId: string, place: string): string => `${distributionId} ${place}`

export const cacheAt = (
  { caches }: Caches,
  distributionId: string,
  place: string,
): Cache | undefined => caches.get(placeKey(distributionId, place))

/** Returns the object that may answer a key, fresh or not. */
export function findEntry(cache: Cache | undefined, key: CacheKey): Entry | undefined {
  if (!cache) return undefined
  for (const candidate of candidatesOf(key)) {
    const entry = cache.get(keyText(candidate))
    // Under another coding's key only an object that really has that coding.
    if (entry && (candidate.encoding === key.encoding || isCoded(entry))) return entry
  }
  return undefined
}

const isCoded = ({ answer }: Entry): boolean => hasHeader(answer.headers, 'content-encoding')

export function keep(
  { caches }: Caches,
  distributionId: string,
  place: string,
  entry: Entry,
): void {
  const at = placeKey(distributionId, place)
  let cache = caches.get(at)
  if (!cache) caches.set(at, (cache = new CopyOnWriteMap()))
  cache.set(keyText(entry.key), entry)
}

export function drop(state: Caches, distributionId: string, place: string, key: CacheKey): void {
  cacheAt(state, distributionId, place)?.delete(keyText(key))
}

/** The places that have held objects of a distribution, with what they hold. */
export function placesOf(
  { caches }: Caches,
  distributionId: string,
): readonly (readonly [place: string, cache: Cache])[] {
  const prefix = placeKey(distributionId, '')
  return [...caches]
    .filter(([at]) => at.startsWith(prefix))
    .map(([at, cache]) => [at.slice(prefix.length), cache])
}

/** Removes the objects of a distribution that match, everywhere. */
export function removeWhere(
  state: Caches,
  distributionId: string,
  matches: (entry: Entry) => boolean,
): void {
  for (const [, cache] of placesOf(state, distributionId)) {
    for (const [key, entry] of [...cache]) if (matches(entry)) cache.delete(key)
  }
}

export const forkCaches = (caches: Caches['caches']): Caches['caches'] =>
  new CopyOnWriteMap([...caches].map(([at, cache]): [string, Cache] => [at, cache.fork()]))
