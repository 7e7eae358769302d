/**
 * Checks attribute values of requests in AWS's order, makes numbers canonical, sorts sets and
 * freezes everything. Tables, indexes, streams, backups and records share the result without
 * further copies.
 */
import { compareUtf8 } from '../../core/collections/utf8-order.ts'
import { kindOf } from '../errors.ts'
import { compareBytes } from './compare.ts'
import {
  attributeNameTooLong,
  duplicatesInSet,
  emptyAttributeName,
  emptySet,
  itemTooLarge,
  noDataType,
  nullNotTrue,
  severalDataTypes,
  tooDeep,
  type SetType,
} from './errors.ts'
import { MAX_ATTRIBUTE_NAME_BYTES, MAX_ITEM_BYTES, MAX_NESTING } from '../limits.ts'
import { canonicalNumber, compareNumbers } from './numbers.ts'
import { sizeOfItem, utf8Length } from './sizes.ts'
import { storedItem, type StoredItem } from './stored-item.ts'
import {
  contentsOf,
  copyItem,
  type AttributeValue,
  type Binary,
  type Item,
  type MutableItem,
} from './values.ts'

/** Checks a value and returns it in stored form. `depth` is 0 for an attribute of an item. */
export function checkValue(value: AttributeValue, depth = 0): AttributeValue {
  if (depth >= MAX_NESTING) throw tooDeep()
  let type: string | undefined
  let several = false
  let kept = value
  for (const key in value) {
    if (type !== undefined) several = true
    type = key
    kept = checkContent(value, key, depth)
  }
  if (type === undefined) throw noDataType()
  if (several) throw severalDataTypes()
  return Object.freeze(kept)
}

function checkContent(value: AttributeValue, type: string, depth: number): AttributeValue {
  const content = contentsOf(value)
  switch (type) {
    case 'N': {
      const number = canonicalNumber(content.N)
      return number === content.N ? value : { N: number }
    }
    case 'NULL':
      if (!content.NULL) throw nullNotTrue()
      return value
    case 'SS': {
      const SS = checkSet('SS', content.SS, compareUtf8)
      return SS === content.SS ? value : { SS }
    }
    case 'BS': {
      const BS = checkSet('BS', content.BS, compareBytes)
      return BS === content.BS ? value : { BS }
    }
    case 'NS':
      return { NS: checkSet('NS', content.NS.map(canonicalNumber), compareNumbers) }
    case 'L':
      return checkList(value, content.L, depth)
    case 'M': {
      const map = checkValues(content.M, depth + 1)
      return map === content.M ? value : { M: map }
    }
    default:
      return value
  }
}

/**
 * Returns the elements in the order in which AWS shows sets, whatever the order of writing: strings
 * and binaries by their bytes, numbers by value.
 * AWS, as observed by peers on 9 October 2026.
 */
function checkSet<Element extends string | Binary>(
  type: SetType,
  elements: readonly Element[],
  compare: (a: Element, b: Element) => number,
): readonly Element[] {
  if (elements.length === 0) throw emptySet(type)
  if (isAscending(elements, compare)) return Object.freeze(elements)
  const sorted = [...elements].sort(compare)
  if (!isAscending(sorted, compare)) throw duplicatesInSet(type, elements.map(printElement))
  return Object.freeze(sorted)
}

function isAscending<Element>(
  elements: readonly Element[],
  compare: (a: Element, b: Element) => number,
): boolean {
  let previous: Element | undefined
  for (const element of elements) {
    if (previous !== undefined && compare(previous, element) >= 0) return false
    previous = element
  }
  return true
}

const printElement = (element: string | Binary): string =>
  typeof element === 'string' ? element : element.toJSON()

function checkList(
  value: AttributeValue,
  elements: readonly AttributeValue[],
  depth: number,
): AttributeValue {
  let changed: AttributeValue[] | undefined
  elements.forEach((element, i) => {
    const kept = checkValue(element, depth + 1)
    if (kept !== element) (changed ??= elements.slice())[i] = kept
  })
  Object.freeze(changed ?? elements)
  return changed ? { L: changed } : value
}

function checkValues(item: Item, depth: number): Item {
  let changed: MutableItem | undefined
  for (const name in item) {
    checkName(name)
    const value = item[name]
    if (value === undefined) throw noDataType()
    const kept = checkValue(value, depth)
    if (kept !== value) (changed ??= copyItem(item))[name] = kept
  }
  return Object.freeze(changed ?? item)
}

/** Checks the name of an attribute. A UTF-16 code unit has at most three bytes. */
export function checkName(name: string): void {
  if (name.length === 0) throw emptyAttributeName()
  if (name.length * 3 <= MAX_ATTRIBUTE_NAME_BYTES) return
  if (utf8Length(name) > MAX_ATTRIBUTE_NAME_BYTES) throw attributeNameTooLong()
}

/** Checks all values of an item or a key and returns them in stored form. */
export function checkItemValues(item: Item): Item {
  try {
    return checkValues(item, 0)
  } catch (error) {
    // AWS, as captured by peers in 2026: an empty name is reported before a nesting that is too
    // deep.
    if (kindOf(error) === 'tooDeep' && hasEmptyName(item)) throw emptyAttributeName()
    throw error
  }
}

// The search stops there, so that hostile nesting does not overflow the stack.
const MAX_SEARCH_DEPTH = 500

const hasEmptyName = (item: Item, depth = 0): boolean =>
  Object.entries(item).some(([name, value]) => name === '' || containsEmptyName(value, depth))

function containsEmptyName(value: AttributeValue, depth: number): boolean {
  if (depth > MAX_SEARCH_DEPTH) return false
  if ('M' in value) return hasEmptyName(value.M, depth + 1)
  return 'L' in value && value.L.some((element) => containsEmptyName(element, depth + 1))
}

/** The same after an update that changed only these attributes. */
export function checkUpdatedValues(item: Item, touched: readonly string[]): Item {
  let changed: MutableItem | undefined
  for (const name of touched) {
    const value = item[name]
    const kept = value && checkValue(value)
    if (kept && kept !== value) (changed ??= copyItem(item))[name] = kept
  }
  return Object.freeze(changed ?? item)
}

/** Measures an item. Throws AWS's error if it is too large. */
export function measureItem(item: Item): StoredItem {
  const stored = storedItem(item, sizeOfItem(item))
  checkItemSize(stored)
  return stored
}

export function checkItemSize({ size }: StoredItem): void {
  if (size > MAX_ITEM_BYTES) throw itemTooLarge()
}
