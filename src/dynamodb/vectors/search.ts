/**
 * The search itself: exact, over every entry of a partition. AWS's search is approximate, and an
 * exact one is the best answer that an approximate one can give. Ties are in the order of
 * the table's keys, so a search has one answer.
 */
import type { Distance } from '../schema/definition.ts'
import type { VectorPlan } from '../schema/plan.ts'
import type { Store } from '../storage/store.ts'
import type { VectorEntry } from '../storage/vector-entry.ts'
import { equalValues } from '../values/compare.ts'
import type { AttributeValue } from '../values/values.ts'
import { normOf, partitionFor } from './entries.ts'

export interface Search {
  readonly vector: Float32Array
  readonly top: number
  /** The values that the attributes of the search schema must have. */
  readonly conditions: ReadonlyMap<string, AttributeValue>
}

export interface Match {
  readonly entry: VectorEntry
  readonly score: number
}

export interface Found {
  /** The most similar first. */
  readonly matches: readonly Match[]
  /** The number of vectors that were compared. */
  readonly compared: number
}

/** Finds the entries whose vectors are the most similar ones. */
export function findNearest(store: Store<VectorEntry>, index: VectorPlan, search: Search): Found {
  const { vector, top, conditions } = search
  const scoreOf = scorer(index.distance, vector)
  const sign = index.distance === 'DOT_PRODUCT' ? -1 : 1
  const matches: Match[] = []
  let compared = 0
  // The score of the last match once there are enough of them.
  let worst = Infinity
  const rank = (run: readonly VectorEntry[]): void => {
    compared += run.length
    for (const entry of run) {
      const score = scoreOf(entry, worst)
      if (score * sign >= worst) continue
      insert(matches, { entry, score }, sign)
      if (matches.length > top) matches.pop()
      const last = matches[top - 1]
      if (last) worst = last.score * sign
    }
  }
  eachRun(store, index, conditions, rank)
  return { matches, compared }
}

/**
 * Visits the entries that meet the conditions, in runs whose vectors lie side by side.
 * NOTE: reading vectors in the order in which they lie takes a third of the time (measured with
 * 100,000 of 384 dimensions), so the first search packs them.
 */
function eachRun(
  store: Store<VectorEntry>,
  index: VectorPlan,
  conditions: Search['conditions'],
  visit: (run: readonly VectorEntry[]) => void,
): void {
  const filters = [...conditions].filter(([name]) => name !== index.hash?.name)
  let run: VectorEntry[] = []
  const flush = (): void => {
    pack(run, index.dimensions)
    visit(run)
    run = []
  }
  const add = (entry: VectorEntry): boolean => {
    for (const [name, value] of filters) if (!has(entry, name, value)) return true
    if (run.push(entry) === RUN) flush()
    return true
  }
  const value = index.hash && conditions.get(index.hash.name)
  if (index.hash && value) {
    const bound = partitionFor(index.hash, value)
    store.walk({ ...bound, side: -1 }, { ...bound, side: 1 }, false, add)
  } else store.walk(undefined, undefined, false, add)
  flush()
}

const RUN = 128

/** Moves the vectors of a run into one buffer, unless most of them have been moved already. */
function pack(run: readonly VectorEntry[], dimensions: number): void {
  const loose = run.filter(({ isPacked }) => !isPacked).length
  if (loose * 2 <= run.length) return
  const block = new Float32Array(run.length * dimensions)
  run.forEach((entry, i) => {
    const start = i * dimensions
    block.set(entry.vector, start)
    entry.vector = block.subarray(start, start + dimensions)
    entry.isPacked = true
  })
}

function has({ item }: VectorEntry, name: string, value: AttributeValue): boolean {
  const own = item[name]
  return own !== undefined && equalValues(own, value)
}

/** Inserts a match behind all that are as similar. */
function insert(matches: Match[], match: Match, sign: number): void {
  const rank = match.score * sign
  let at = matches.length
  for (let before = matches[at - 1]; before && before.score * sign > rank; before = matches[at - 1])
    at--
  matches.splice(at, 0, match)
}

/** `worst`: a score that is higher may be Infinity instead. */
type Scorer = (entry: VectorEntry, worst: number) => number

// AWS: VectorSearch.html#VectorSearch.DistanceFunctions: COSINE from 0 (the same direction) to 2,
// EUCLIDEAN the distance, DOT_PRODUCT the product.
function scorer(distance: Distance, vector: Float32Array): Scorer {
  const norm = normOf(vector)
  switch (distance) {
    case 'DOT_PRODUCT':
      return (entry) => dot(entry.vector, vector)
    case 'EUCLIDEAN':
      return (entry, worst) =>
        isFarther(entry, vector, norm, worst)
          ? Infinity
          : Math.sqrt(squaredDistance(entry.vector, vector))
    case 'COSINE':
      return (entry) => cosineDistance(dot(entry.vector, vector), entry.norm * norm)
  }
}

/**
 * NOTE: |a-b|² is |a|²+|b|²-2ab: a product takes half the time of a distance (measured). Its
 * rounding errors are far below the tolerance, and what may be near enough is computed in full.
 */
function isFarther(entry: VectorEntry, vector: Float32Array, norm: number, worst: number): boolean {
  const squares = entry.norm * entry.norm + norm * norm
  return squares * (1 - TOLERANCE) - 2 * dot(entry.vector, vector) > worst * worst
}

const TOLERANCE = 1e-9

// Unverified: a vector of zeros has no direction. Its distance to every vector is taken as 1.
const cosineDistance = (product: number, norms: number): number =>
  norms === 0 ? 1 : Math.min(2, Math.max(0, 1 - product / norms))

/**
 * NOTE: both vectors have the dimensions of the index. Four sums, because one sum waits for each
 * addition, and assertions, because a check for undefined takes a third more (measured).
 */
function dot(a: Float32Array, b: Float32Array): number {
  const whole = b.length - (b.length % 4)
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i]! * b[i]!
    s1 += a[i + 1]! * b[i + 1]!
    s2 += a[i + 2]! * b[i + 2]!
    s3 += a[i + 3]! * b[i + 3]!
  }
  for (let i = whole; i < b.length; i++) s0 += a[i]! * b[i]!
  return s0 + s1 + s2 + s3
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  const whole = b.length - (b.length % 4)
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let i = 0; i < whole; i += 4) {
    const d0 = a[i]! - b[i]!
    const d1 = a[i + 1]! - b[i + 1]!
    const d2 = a[i + 2]! - b[i + 2]!
    const d3 = a[i + 3]! - b[i + 3]!
    s0 += d0 * d0
    s1 += d1 * d1
    s2 += d2 * d2
    s3 += d3 * d3
  }
  for (let i = whole; i < b.length; i++) s0 += (a[i]! - b[i]!) ** 2
  return s0 + s1 + s2 + s3
}
