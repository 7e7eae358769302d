/** Checks keys and items against the key schemas of a table and its indexes. */
import {
  emptyIndexKeyValue,
  emptyKeyValue,
  emptyUpdatedIndexKey,
  indexKeyTypeMismatch,
  keyMismatch,
  keyTypeMismatch,
  missingKey,
  partitionKeyTooLong,
  sortKeyTooLong,
  updatedIndexKeyTooLong,
  updatedIndexKeyType,
} from './errors.ts'
import { equalValues } from '../values/compare.ts'
import { MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES } from '../limits.ts'
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

const isEmpty = (value: AttributeValue): boolean =>
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
    if (isEmpty(value)) throw empty(name, type)
  }
}

/** Whether the present values of these attributes have at most `limit` bytes. */
function fits(attributes: readonly KeyAttribute[], values: Item, limit: number): boolean {
  let atMost = 0
  for (let i = 0; i < attributes.length; i++) {
    const value = values[attributeAt(attributes, i).name]
    // A UTF-16 code unit has at most three bytes.
    if (value) atMost += 'S' in value ? value.S.length * 3 : sizeOfValue(value)
  }
  if (atMost <= limit) return true
  let size = 0
  for (const { name } of attributes) size += values[name] ? sizeOfValue(values[name]) : 0
  return size <= limit
}

function checkPartitionSize(attributes: readonly KeyAttribute[], values: Item): void {
  if (!fits(attributes, values, MAX_PARTITION_KEY_BYTES)) throw partitionKeyTooLong()
}

function checkSortSize(attributes: readonly KeyAttribute[], values: Item): void {
  if (!fits(attributes, values, MAX_SORT_KEY_BYTES)) throw sortKeyTooLong()
}

/**
 * Checks the index keys in an item. An item without an index key is not in the index; an invalid
 * index key is an error. After an update (from `before`) it checks changed attributes only.
 */
export function checkIndexKeys({ indexes }: TablePlan, item: Item, before?: Item): void {
  let worst: IndexPlan | undefined
  let problem: (() => Error) | undefined
  for (const index of indexes) {
    // AWS, as captured by peers: of several violated indexes AWS names the alphabetically first.
    if (worst && worst.name <= index.name) continue
    const found = indexProblem(index, item, before)
    if (found) [worst, problem] = [index, found]
  }
  if (problem) throw problem()
}

function indexProblem(
  index: IndexPlan,
  item: Item,
  before: Item | undefined,
): (() => Error) | undefined {
  for (const { name, type } of index.local ? index.key.sort : index.attributes) {
    const value = item[name]
    if (value === undefined) continue
    const old = before?.[name]
    if (old !== undefined && equalValues(old, value)) continue
    if (!(type in value)) {
      return () =>
        before ? updatedIndexKeyType() : indexKeyTypeMismatch(index.name, name, type, typeOf(value))
    }
    if (isEmpty(value)) {
      return () =>
        before ? emptyUpdatedIndexKey(type) : emptyIndexKeyValue(index.name, name, type)
    }
  }
  const problem = indexSizeProblem(index, item)
  return problem && before ? updatedIndexKeyTooLong : problem
}

// Unverified: the wording for an index key is assumed to be the table's.
function indexSizeProblem({ key }: IndexPlan, item: Item): (() => Error) | undefined {
  if (!fits(key.partition, item, MAX_PARTITION_KEY_BYTES)) return partitionKeyTooLong
  return fits(key.sort, item, MAX_SORT_KEY_BYTES) ? undefined : sortKeyTooLong
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
