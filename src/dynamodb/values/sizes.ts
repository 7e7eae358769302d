/** The sizes of items and values in bytes. AWS: CapacityUnitCalculations.html */
import { numberSize } from './numbers.ts'
import { contentsOf, typeOf, type AttributeValue, type Item } from './values.ts'

/** The length of a string in UTF-8. */
export function utf8Length(text: string): number {
  const length = text.length
  if (length > 96) return Buffer.byteLength(text)
  for (let i = 0; i < length; i++) if (text.charCodeAt(i) > 127) return Buffer.byteLength(text)
  return length
}

/** The size of an item's names and values. */
export function sizeOfItem(item: Item): number {
  let size = 0
  for (const name in item) {
    const value = item[name]
    if (value !== undefined) size += utf8Length(name) + sizeOfValue(value)
  }
  return size
}

export function sizeOfValue(value: AttributeValue): number {
  const content = contentsOf(value)
  switch (typeOf(value)) {
    case 'S':
      return utf8Length(content.S)
    case 'N':
      return numberSize(content.N)
    case 'B':
      return content.B.length
    case 'BOOL':
    case 'NULL':
      return 1
    case 'SS':
      return total(content.SS, utf8Length)
    case 'NS':
      return total(content.NS, numberSize)
    case 'BS':
      return total(content.BS, (bytes) => bytes.length)
    case 'L':
      return 3 + total(content.L, (element) => 1 + sizeOfValue(element))
    case 'M':
      return 3 + sizeOfItem(content.M) + Object.keys(content.M).length
  }
}

function total<Element>(
  elements: readonly Element[],
  sizeOf: (element: Element) => number,
): number {
  let size = 0
  // By index: this runs for every write, and for-of is 10% slower.
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i]
    if (element !== undefined) size += sizeOf(element)
  }
  return size
}
