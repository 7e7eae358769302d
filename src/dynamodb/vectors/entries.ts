/** Vectors in items: the checks of a write, and the entries of vector indexes. */
import { emptyIndexKeyValue, partitionKeyTooLong } from '../keys/errors.ts'
import type { Position } from '../keys/position.ts'
import { partitionOf, positionOf } from '../keys/positions.ts'
import { MAX_PARTITION_KEY_BYTES } from '../limits.ts'
import type { TablePlan, VectorPlan } from '../schema/plan.ts'
import { isViewChanged, pickProjected, samePlace } from '../storage/change.ts'
import { Store } from '../storage/store.ts'
import type { VectorChange, VectorEntry } from '../storage/vector-entry.ts'
import { equalValues } from '../values/compare.ts'
import { sizeOfItem, sizeOfValue } from '../values/sizes.ts'
import type { StoredItem } from '../values/stored-item.ts'
import { contentsOf, typeOf, type AttributeValue, type Item } from '../values/values.ts'
import { elementTypeMismatch, notAList, notANumber, outOfRange, wrongSize } from './errors.ts'

const BYTES_PER_DIMENSION = 4

/**
 * Checks the vectors and the attributes of search schemas in an item. A missing one keeps the item
 * out of the index, or out of the reach of a filter. Only values that differ from `before` are
 * checked: the backfill leaves out items with wrong values, and updates of their other attributes
 * succeed.
 */
export function checkVectors(
  indexes: readonly VectorPlan[],
  item: Item,
  before: Item | undefined,
): void {
  const changed = (name: string): AttributeValue | undefined => {
    const value = item[name]
    const old = before?.[name]
    return value && old && (value === old || equalValues(value, old)) ? undefined : value
  }
  for (const index of indexes) {
    const vector = changed(index.attribute)
    if (vector) checkVector(index, vector)
    for (const { name, type } of index.filters) {
      const value = changed(name)
      if (!value) continue
      if (!(type in value)) throw elementTypeMismatch(index.name, name, type, typeOf(value))
      if (name === index.hash?.name) checkHash(index, value, type)
    }
  }
}

function checkVector(
  { name: index, attribute, dimensions }: VectorPlan,
  value: AttributeValue,
): void {
  if (!('L' in value)) throw notAList(index, attribute, typeOf(value))
  const { L: elements } = value
  if (elements.length !== dimensions) {
    throw wrongSize(index, attribute, dimensions, elements.length)
  }
  elements.forEach((element, i) => {
    const path = `${attribute}[${i}]`
    if (!('N' in element)) throw notANumber(index, path, typeOf(element))
    const number = Number(element.N)
    if (!Number.isFinite(Math.fround(number))) throw outOfRange(index, path, number)
  })
}

function checkHash(
  { name: index, hash }: VectorPlan,
  value: AttributeValue,
  type: 'S' | 'N' | 'B',
) {
  if (!hash) return
  if (contentsOf(value)[type].length === 0) throw emptyIndexKeyValue(index, hash.name, type)
  // Unverified: the wording.
  if (sizeOfValue(value) > MAX_PARTITION_KEY_BYTES) throw partitionKeyTooLong()
}

/** The vector of a checked value. Undefined for a value that no index of this size can hold. */
export function toVector(
  elements: readonly AttributeValue[],
  dimensions: number,
): Float32Array | undefined {
  if (elements.length !== dimensions) return undefined
  const vector = new Float32Array(dimensions)
  for (let i = 0; i < dimensions; i++) {
    const element = elements[i]
    if (!element || !('N' in element)) return undefined
    vector[i] = Number(element.N)
    if (!Number.isFinite(vector[i])) return undefined
  }
  return vector
}

/** The changes to the vector indexes when `next` replaces `old` at a position of the table. */
export function vectorChanges(
  indexes: readonly VectorPlan[],
  at: Position,
  old: StoredItem | undefined,
  next: StoredItem | undefined,
): VectorChange[] {
  const changes: VectorChange[] = []
  for (const index of indexes) {
    const removed = old && placeOf(index, at, old.item)
    const to = next && placeOf(index, at, next.item)
    const isSame = removed && to && samePlace(removed, to)
    if (isSame && !isViewChanged(index, old.item, next.item)) continue
    const stored = to && entryOf(index, next)
    const added = to && stored && { position: to, stored }
    if (removed ?? added) changes.push({ index, removed, added })
  }
  return changes
}

/** The entries of an index, from a table's items. Items with a wrong value stay out. */
export function buildVectors(plan: TablePlan, index: VectorPlan, items: Store): Store<VectorEntry> {
  const store = new Store<VectorEntry>()
  items.walk(undefined, undefined, false, (stored) => {
    const position = placeOf(index, positionOf(plan.key, stored.item), stored.item)
    const entry = position && entryOf(index, stored)
    if (entry) store.set(position, entry)
    return true
  })
  return store
}

const ONE_PARTITION = { hash: 0, partition: '' }

/**
 * The position of an item's entry, if the item has a list and the attribute of the HASH element.
 * Whether the list is a vector shows when the entry is made. The entries of a partition are in the
 * order of the table's keys.
 */
function placeOf(index: VectorPlan, at: Position, item: Item): Position | undefined {
  const vector = item[index.attribute]
  if (!vector || !('L' in vector)) return undefined
  const partition = index.hash ? partitionIn(index.hash, item) : ONE_PARTITION
  return partition && { ...partition, sort: at.partition, tie: at.sort }
}

function partitionIn(
  hash: NonNullable<VectorPlan['hash']>,
  item: Item,
): typeof ONE_PARTITION | undefined {
  const value = item[hash.name]
  if (!value || !(hash.type in value) || contentsOf(value)[hash.type].length === 0) return undefined
  return partitionFor(hash, value)
}

/** The partition of an index for a value of its HASH attribute. */
export const partitionFor = (
  hash: NonNullable<VectorPlan['hash']>,
  value: AttributeValue,
): typeof ONE_PARTITION => partitionOf({ partition: [hash], sort: [] }, [value])

function entryOf(index: VectorPlan, { item }: StoredItem): VectorEntry | undefined {
  const { attribute, dimensions, projected } = index
  const value = item[attribute]
  const vector = value && 'L' in value ? toVector(value.L, dimensions) : undefined
  if (!value || !vector) return undefined
  const entry = projected ? pickProjected(projected, item) : item
  return {
    item: entry,
    size: sizeOf(entry, attribute, value, dimensions),
    text: undefined,
    vector,
    isPacked: false,
    norm: normOf(vector),
  }
}

/** AWS, as observed in August 2026: the vector counts its name, and four bytes per dimension. */
const sizeOf = (
  entry: Item,
  attribute: string,
  value: AttributeValue,
  dimensions: number,
): number => sizeOfItem(entry) - sizeOfValue(value) + BYTES_PER_DIMENSION * dimensions

export function normOf(vector: Float32Array): number {
  let sum = 0
  for (const component of vector) sum += component * component
  return Math.sqrt(sum)
}
