/**
 * The size of an item towards the 1 MB of a page. It differs from the item's size: a name counts
 * one byte, a value includes its length, and every 3 KB has an overhead.
 * Unverified: measured on AWS by a peer (dynalite), which reproduces AWS's page ends with it.
 */
import { numberSize } from './numbers.ts'
import { sizeOfValue, utf8Length } from './sizes.ts'
import { contentsOf, typeOf, type AttributeValue, type Item } from './values.ts'

export function pageSizeOf(item: Item, sortKey: string | undefined): number {
  let size = 0
  let sortKeySize = 0
  for (const name in item) {
    const value = item[name]
    if (!value) continue
    if (name === sortKey) sortKeySize = sizeOfValue(value)
    else size += 1 + storedSizeOf(value)
  }
  return 2 + size + (1 + Math.floor((1 + size) / 3072)) * (18 + sortKeySize)
}

const stringSize = (bytes: number): number => bytes + (bytes < 128 ? 1 : bytes < 16384 ? 2 : 3)

function storedSizeOf(value: AttributeValue): number {
  const type = typeOf(value)
  const content = contentsOf(value)
  switch (type) {
    case 'S':
      return stringSize(utf8Length(content.S))
    case 'N':
      return numberSize(content.N) + 1
    case 'B':
      return content.B.length + 1
    case 'NULL':
      return 0
    case 'BOOL':
      return 1
    case 'SS':
    case 'NS':
    case 'BS':
      return sizeOfValue(value) + content[type].length + 1
    case 'L':
      return content.L.reduce((sum, element) => sum + 1 + storedSizeOf(element), 3)
    case 'M':
      return Object.values(content.M).reduce((sum, member) => sum + 2 + storedSizeOf(member), 3)
  }
}
