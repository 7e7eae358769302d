/** Computes the positions of items in a store from their key attributes. */
import { toByteOrder, toLatin1 } from '../values/compare.ts'
import { numberBytes, numberSortKey } from '../values/numbers.ts'
import { attributeAt, type KeyAttribute, type KeySchema } from '../schema/definition.ts'
import { keyMismatch } from './errors.ts'
import { fitsIndexKey } from './key-checks.ts'
import { MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES } from '../limits.ts'
import { md5Head, md5HeadOfAscii } from './md5.ts'
import type { Position } from './position.ts'
import { contentsOf, type AttributeValue, type Item } from '../values/values.ts'

/** A string that is unique per value of a type, without order. */
function identityText(value: AttributeValue, { type }: KeyAttribute): string {
  const content = contentsOf(value)
  return type === 'B' ? toLatin1(content.B) : content[type]
}

/** A string whose JavaScript order is DynamoDB's order of the values. */
function sortText(value: AttributeValue, { type }: KeyAttribute): string {
  const content = contentsOf(value)
  if (type === 'S') return toByteOrder(content.S)
  return type === 'N' ? numberSortKey(content.N) : toLatin1(content.B)
}

// In a key of several sort attributes a part ends with 0 0, and 0 inside a part is written 0 1. So
// the end of a part cannot occur inside another part, and the order of the parts is kept.
const PART_END = '\u0000\u0000'
const escapePart = (text: string): string =>
  text.includes('\u0000') ? text.replaceAll('\u0000', '\u0000\u0001') : text

/** The sort text of a key, or of its first attributes if `values` is shorter than the schema. */
export function sortTextOf(keys: KeySchema, values: readonly AttributeValue[]): string {
  const [first] = keys.sort
  if (!first) return ''
  if (keys.sort.length === 1) return values[0] ? sortText(values[0], first) : ''
  let text = ''
  keys.sort.forEach((attribute, i) => {
    const value = values[i]
    if (value) text += escapePart(sortText(value, attribute)) + PART_END
  })
  return text
}

/** The prefix of all sort texts whose part after the `equal` parts begins with `value`. */
export function sortPrefixOf(
  keys: KeySchema,
  equal: readonly AttributeValue[],
  value: AttributeValue,
): string {
  const text = sortText(value, attributeAt(keys.sort, equal.length))
  return keys.sort.length === 1 ? text : sortTextOf(keys, equal) + escapePart(text)
}

/** Reads one value. Keys are checked before this, so no value is missing. */
function valueAt(values: readonly AttributeValue[], i: number): AttributeValue {
  const value = values[i]
  if (value === undefined) throw keyMismatch()
  return value
}

function partitionTextOf(keys: KeySchema, values: readonly AttributeValue[]): string {
  if (keys.partition.length === 1) return identityText(valueAt(values, 0), keys.partition[0])
  // Unverified: how DynamoDB joins the parts of a multi-attribute partition key.
  return keys.partition
    .map((attribute, i) => identityText(valueAt(values, i), attribute))
    .map((text) => `${text.length}:${text}`)
    .join('')
}

// Unverified: peers found that scans follow the MD5 digest of this word and the key's bytes.
const SALT = 'Outliers'
const SALT_BYTES = [...Buffer.from(SALT)]

const isText = ({ type }: KeyAttribute): boolean => type === 'S'

const hashBytes = (value: AttributeValue, { type }: KeyAttribute): ArrayLike<number> => {
  const content = contentsOf(value)
  if (type === 'S') return Buffer.from(content.S)
  return type === 'N' ? numberBytes(content.N) : content.B
}

/** The latest text and its digest: requests often name several items of one partition. */
let latestText = ''
let latestHash: number | undefined

/** 31 bits of the digest of the values. They determine the order of scans and their segments. */
function hashOf(values: readonly AttributeValue[], attributes: readonly KeyAttribute[]): number {
  if (attributes.every(isText)) {
    let text = ''
    for (let i = 0; i < attributes.length; i++) text += contentsOf(valueAt(values, i)).S
    if (latestHash !== undefined && text === latestText) return latestHash
    const hash = md5HeadOfAscii(SALT + text)
    if (hash !== undefined) {
      latestText = text
      latestHash = hash
      return hash
    }
  }
  const bytes = [...SALT_BYTES]
  attributes.forEach((attribute, i) => {
    const part = hashBytes(valueAt(values, i), attribute)
    for (let at = 0; at < part.length; at++) bytes.push(part[at] ?? 0)
  })
  return md5Head(bytes)
}

const pick = (item: Item, attributes: readonly KeyAttribute[]): AttributeValue[] => {
  const values: AttributeValue[] = []
  for (let i = 0; i < attributes.length; i++) {
    const value = item[attributeAt(attributes, i).name]
    if (value !== undefined) values.push(value)
  }
  return values
}

/** The partition part of a position. */
export function partitionOf(
  keys: KeySchema,
  values: readonly AttributeValue[],
): { readonly hash: number; readonly partition: string } {
  return { hash: hashOf(values, keys.partition), partition: partitionTextOf(keys, values) }
}

/** The position of an item or a key in its table. The key attributes must be checked before. */
export function positionOf(keys: KeySchema, item: Item): Position {
  const values = pick(item, keys.partition)
  return {
    hash: hashOf(values, keys.partition),
    partition: partitionTextOf(keys, values),
    sort: keys.sort.length === 0 ? '' : sortTextOf(keys, pick(item, keys.sort)),
    tie: '',
  }
}

/**
 * The last part of an index position. It orders and distinguishes items with equal index keys.
 * Unverified: peers found such items in the order of a digest of the whole table key.
 */
export function tieOf(tableKeys: KeySchema, item: Item, position: Position): string {
  const attributes = [...tableKeys.partition, ...tableKeys.sort]
  const hash = hashOf(pick(item, attributes), attributes)
  const head = String.fromCharCode(hash >>> 23, (hash >>> 15) & 0xff, (hash >>> 7) & 0xff)
  return `${head}${position.partition.length}:${position.partition}${position.sort}`
}

/**
 * The position of an item in an index. Undefined if the item lacks an attribute of the index key.
 */
export function indexPositionOf(
  keys: KeySchema,
  item: Item,
  tie: () => string,
): Position | undefined {
  const partition = lengthOf(keys.partition, item)
  const sort = partition < 0 ? partition : lengthOf(keys.sort, item)
  if (sort < 0) return undefined
  // A UTF-16 unit takes at most three bytes: shorter values need no measuring.
  const mayExceed = partition * 3 > MAX_PARTITION_KEY_BYTES || sort * 3 > MAX_SORT_KEY_BYTES
  if (mayExceed && !fitsIndexKey(keys, item)) return undefined
  const position = positionOf(keys, item)
  return { hash: position.hash, partition: position.partition, sort: position.sort, tie: tie() }
}

/**
 * The length of the key values; -1 if an attribute is missing, empty or of another type. Only an
 * item that is older than the index can have such an attribute: AWS's backfill leaves it out of the
 * index.
 */
function lengthOf(attributes: readonly KeyAttribute[], item: Item): number {
  let sum = 0
  for (let i = 0; i < attributes.length; i++) {
    const { name, type } = attributeAt(attributes, i)
    const value = item[name]
    if (value === undefined || !(type in value)) return -1
    const { length } = contentsOf(value)[type]
    if (length === 0) return -1
    sum += length
  }
  return sum
}
