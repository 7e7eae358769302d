/** Checks keys and items against the key schemas of a table and its indexes. */
import {
  emptyIndexKeyValue,
  emptyKeyValue,
  emptyUpdatedIndexKey,
  indexKeyTooLong,
  indexKeyTypeMismatch,
  keyMismatch,
  keyTypeMismatch,
  missingKey,
  partitionKeyTooLong,
  sortKeyTooLong,
  updatedIndexKeyTooLong,
  updatedIndexKeyType,
} from './errors.ts'
import { MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES } from '../limits.ts'
import { rooms } from '../rooms.ts'
import { attributeAt, type KeyAttribute } from '../schema/definition.ts'
import { sizeOfValue } from '../values/sizes.ts'
import type { IndexPlan, TablePlan } from '../schema/plan.ts'
import {
  newItem,
  typeOf,
  type AttributeValue,
  type Item,
  type MutableItem,
} from '../values/values.ts'

const isEmptyKey = (value: AttributeValue): boolean =>
  'S' in value ? value.S === '' : 'B' in value && value.B.length === 0

/**
 * Checks the key of GetItem, UpdateItem, DeleteItem or a batch. It must have exactly the attributes
 * of the key.
 */
export function checkKey(plan: TablePlan, key: Item): void {
  let count = 0
  for (const _ in key) count++
  if (count !== plan.attributes.length) throw keyMismatch()
  checkKeyAttributes(plan.key, key)
}

/** A key or some of its attributes. */
interface PartOfKey {
  readonly partition: readonly KeyAttribute[]
  readonly sort: readonly KeyAttribute[]
}

/**
 * Checks the attributes of a key in `values`. Wrong types and missing attributes have the same
 * error.
 */
export function checkKeyAttributes(schema: PartOfKey, values: Item): void {
  checkPart(schema.partition, values, keyMismatch, keyMismatch, emptyKeyValue)
  checkPartitionSize(schema.partition, values)
  checkPart(schema.sort, values, keyMismatch, keyMismatch, emptyKeyValue)
  checkSortSize(schema.sort, values)
}

/** Checks the key in an item to put. BatchWriteItem (`inBatch`) has the errors of `checkKey`. */
export function checkItemKey({ key }: TablePlan, item: Item, inBatch = false): void {
  const missing = inBatch ? keyMismatch : missingKey
  const mismatch = inBatch ? keyMismatch : keyTypeMismatch
  checkPart(key.partition, item, missing, mismatch, emptyKeyValue)
  checkPartitionSize(key.partition, item)
  checkPart(key.sort, item, missing, mismatch, emptyKeyValue)
  checkSortSize(key.sort, item)
}

function checkPart(
  attributes: readonly KeyAttribute[],
  values: Item,
  missing: (name: string) => Error,
  mismatch: (name: string, expected: string, actual: string) => Error,
  empty: (name: string, type: string) => Error,
): void {
  for (let i = 0; i < attributes.length; i++) {
    const { name, type } = attributeAt(attributes, i)
    const value = values[name]
    if (value === undefined) throw missing(name)
    if (!(type in value)) throw mismatch(name, type, typeOf(value))
    if (isEmptyKey(value)) throw empty(name, type)
  }
}

/**
 * The sizes of the key values in a query.
 * Seen: facebook/ThreatExchange#1324 (a table's), nextauthjs/next-auth#5827 (an index's).
 */
export function checkQueriedSizes(
  partition: readonly AttributeValue[],
  sort: readonly AttributeValue[],
): void {
  if (exceeds(partition, MAX_PARTITION_KEY_BYTES)) throw partitionKeyTooLong()
  if (exceeds(sort, MAX_SORT_KEY_BYTES)) throw sortKeyTooLong()
}

function exceeds(values: readonly AttributeValue[], limit: number): boolean {
  let size = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (value) size += mostBytesOf(value)
  }
  return size > limit && values.reduce((sum, value) => sum + sizeOfValue(value), 0) > limit
}

/** A UTF-16 unit takes at most three bytes. */
const mostBytesOf = (value: AttributeValue): number =>
  'S' in value ? value.S.length * 3 : sizeOfValue(value)

/** A key value in a query is not empty. Seen: praetorian-inc/chariot-ui#353 (an index's). */
export function checkQueriedValue(
  value: AttributeValue,
  { name, type }: KeyAttribute,
  index: string | undefined,
): void {
  if (!isEmptyKey(value)) return
  throw index === undefined ? emptyKeyValue(name, type) : emptyIndexKeyValue(index, name, type)
}

/** Whether the present values of these attributes have at most `limit` bytes. */
function fits(attributes: readonly KeyAttribute[], values: Item, limit: number): boolean {
  let atMost = 0
  for (let i = 0; i < attributes.length; i++) {
    const value = values[attributeAt(attributes, i).name]
    if (value) atMost += mostBytesOf(value)
  }
  if (atMost <= limit) return true
  let size = 0
  for (const { name } of attributes) size += values[name] ? sizeOfValue(values[name]) : 0
  return size <= limit
}

/** The attribute whose value takes the sum of sizes beyond `limit`, and that sum. */
function excessIn(
  attributes: readonly KeyAttribute[],
  values: Item,
  limit: number,
): { readonly name: string; readonly size: number } | undefined {
  if (fits(attributes, values, limit)) return undefined
  let size = 0
  for (const { name } of attributes) {
    size += values[name] ? sizeOfValue(values[name]) : 0
    if (size > limit) return { name, size }
  }
  return undefined
}

/** Whether the values of an item are within the size limits of an index key. */
export const fitsIndexKey = ({ partition, sort }: PartOfKey, item: Item): boolean =>
  fits(partition, item, MAX_PARTITION_KEY_BYTES) && fits(sort, item, MAX_SORT_KEY_BYTES)

function checkPartitionSize(attributes: readonly KeyAttribute[], values: Item): void {
  if (!fits(attributes, values, MAX_PARTITION_KEY_BYTES)) throw partitionKeyTooLong()
}

function checkSortSize(attributes: readonly KeyAttribute[], values: Item): void {
  if (!fits(attributes, values, MAX_SORT_KEY_BYTES)) throw sortKeyTooLong()
}

/**
 * Checks the index keys and vectors in an item. `before`: the item that an update changes, or the
 * key of a new one.
 */
export function checkIndexKeys(plan: TablePlan, item: Item, before?: Item): void {
  checkSecondaryKeys(plan, item, before && 'update')
  if (plan.vectorIndexes.length > 0) rooms.vectors().checkVectors(plan.vectorIndexes, item, before)
}

/**
 * Checks the keys of secondary indexes. A missing one keeps the item out of the index; a wrong one
 * refuses the write, also if the item had it before the index was added and the update leaves it
 * alone.
 * AWS: GSI.OnlineOps.ViolationDetection.html (all writes of items that violate the key schema are
 * rejected once the backfill is complete).
 * Unverified: AWS may word the refusal of such an update differently.
 */
function checkSecondaryKeys({ indexes }: TablePlan, item: Item, write?: 'update'): void {
  let worst: IndexPlan | undefined
  let problem: (() => Error) | undefined
  for (const index of indexes) {
    // AWS, as captured by peers: of several violated indexes AWS names the alphabetically first.
    if (worst && worst.name <= index.name) continue
    const found = indexProblem(index, item, write)
    if (found) [worst, problem] = [index, found]
  }
  if (problem) throw problem()
}

function indexProblem(
  index: IndexPlan,
  item: Item,
  write: 'update' | undefined,
): (() => Error) | undefined {
  for (const { name, type } of index.local ? index.key.sort : index.attributes) {
    const value = item[name]
    if (value === undefined) continue
    if (!(type in value)) {
      return () =>
        write ? updatedIndexKeyType() : indexKeyTypeMismatch(index.name, name, type, typeOf(value))
    }
    if (isEmptyKey(value)) {
      return () => (write ? emptyUpdatedIndexKey(type) : emptyIndexKeyValue(index.name, name, type))
    }
  }
  const problem = indexSizeProblem(index, item)
  return problem && write ? updatedIndexKeyTooLong : problem
}

// Unverified for keys of several attributes: that sizes are summed, and which attribute is named.
function indexSizeProblem({ name, key }: IndexPlan, item: Item): (() => Error) | undefined {
  if (fitsIndexKey(key, item)) return undefined
  const tooLong = (attributes: readonly KeyAttribute[], limit: number) => {
    const excess = excessIn(attributes, item, limit)
    return excess && (() => indexKeyTooLong(name, excess.name, excess.size, limit))
  }
  return tooLong(key.partition, MAX_PARTITION_KEY_BYTES) ?? tooLong(key.sort, MAX_SORT_KEY_BYTES)
}

/** Copies the given attributes of an item into a frozen item. */
export function pickKey(attributes: readonly KeyAttribute[], item: Item): Item {
  const key: MutableItem = newItem()
  for (let i = 0; i < attributes.length; i++) {
    const { name } = attributeAt(attributes, i)
    const value = item[name]
    if (value !== undefined) key[name] = value
  }
  return Object.freeze(key)
}
