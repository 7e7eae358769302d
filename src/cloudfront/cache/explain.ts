/** Says in words why no object answered a request. */
import type { CacheKey, Entry } from './entry.ts'
import type { Cache } from './store.ts'

/** A cache may hold many objects. The nearest is looked for among so many. */
const MOST_COMPARED = 500

export function whyMissed(cache: Cache | undefined, key: CacheKey, place: string): string {
  if (!cache || cache.size === 0) return `Nothing of this distribution is in the cache of ${place}.`
  const nearest = nearestOf(cache, key)
  if (!nearest) return `No object of ${key.path} is in the cache of ${place}.`
  const differences = differencesOf(key, nearest.key)
  return `No object with this key is in the cache of ${place}. The nearest one differs in ${differences.join('; ')}.`
}

function nearestOf(cache: Cache, key: CacheKey): Entry | undefined {
  let nearest: Entry | undefined
  let fewest = Infinity
  let compared = 0
  for (const entry of cache.values()) {
    if (++compared > MOST_COMPARED) break
    if (entry.key.path !== key.path) continue
    const count = differencesOf(key, entry.key).length
    if (count < fewest) [nearest, fewest] = [entry, count]
  }
  return nearest
}

/** `query: w=2 instead of w=1` */
function differencesOf(key: CacheKey, other: CacheKey): readonly string[] {
  const differences: string[] = []
  const compare = (part: string, wanted: string | undefined, found: string | undefined): void => {
    if (wanted === found) return
    differences.push(`${part}: ${shown(wanted)} instead of ${shown(found)}`)
  }
  compare('method', key.method, other.method)
  compare('path', key.path, other.path)
  compare('query', key.query, other.query)
  compare('encoding', key.encoding, other.encoding)
  for (const [noun, wanted, found] of [
    ['header', key.headers, other.headers],
    ['cookie', key.cookies, other.cookies],
  ] as const) {
    for (const name of new Set([...Object.keys(wanted), ...Object.keys(found)])) {
      compare(`${noun} ${name}`, own(wanted, name), own(found, name))
    }
  }
  return differences
}

const own = (values: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined

const shown = (value: string | undefined): string =>
  value === undefined || value === '' ? 'none' : value
