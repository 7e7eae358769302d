/**
 * Invalidations.
 *
 * AWS: Invalidation.html, invalidation-specifying-objects.html, invalidation-by-tags.html
 */
import type { Entry } from './entry.ts'
import { removeWhere, type Caches } from './store.ts'

export interface Invalidation {
  readonly id: string
  readonly distributionId: string
  readonly callerReference: string
  /** Paths, and tags as `#tag`. */
  readonly paths: readonly string[]
  readonly createdAt: number
}

/** Removes what the paths and tags of an invalidation name, in all caches of the distribution. */
export function invalidate(state: Caches, distributionId: string, paths: readonly string[]): void {
  const tests = paths.map(testOf)
  removeWhere(state, distributionId, (entry) => tests.some((test) => test(entry)))
}

function testOf(path: string): (entry: Entry) => boolean {
  if (path.startsWith('#')) {
    const tag = path.slice(1).toLowerCase()
    return ({ tags }) => tags.includes(tag)
  }
  if (path.endsWith('*')) {
    const start = comparable(path.slice(0, -1))
    return (entry) => targetOf(entry).startsWith(start)
  }
  const wanted = comparable(path)
  return (entry) => targetOf(entry) === wanted
}

/** The path of an object with the query that is part of its key. */
const targetOf = ({ key: { path, query } }: Entry): string =>
  comparable(query === '' ? path : `${path}?${query}`)

/** AWS: invalidation-specifying-objects.html: characters and their escapes are the same. */
function comparable(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    // A malformed escape is compared as it is.
    return path
  }
}
