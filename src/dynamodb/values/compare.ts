/** Compares attribute values. Numbers must be canonical (numbers.ts). */
import { compareUtf8 } from '../../core/collections/utf8-order.ts'
import { compareNumbers } from './numbers.ts'
import { contentsOf, typeOf, type AttributeValue, type Binary, type Item } from './values.ts'

/** In UTF-16, surrogates come before U+E000 to U+FFFF; by code point they come after. */
const byCodePoint = (unit: number): number =>
  unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800

/**
 * A string whose JavaScript order is the order of UTF-8 bytes. It is nearly always `text` itself.
 */
export function toByteOrder(text: string): string {
  let at = 0
  while (at < text.length && text.charCodeAt(at) < 0xd800) at++
  if (at === text.length) return text
  let out = ''
  for (let i = 0; i < text.length; i++) out += String.fromCharCode(byCodePoint(text.charCodeAt(i)))
  return out
}

/** Compares bytes, unsigned. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Compares two values of one scalar type. Undefined for other values, which have no order. */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if ('S' in a) return 'S' in b ? compareUtf8(a.S, b.S) : undefined
  if ('N' in a) return 'N' in b ? compareNumbers(a.N, b.N) : undefined
  if ('B' in a) return 'B' in b ? compareBytes(a.B, b.B) : undefined
  return undefined
}

/** Whether type and content are equal. The order of sets and maps does not matter. */
export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  if (a === b) return true
  const type = typeOf(a)
  if (type !== typeOf(b)) return false
  const x = contentsOf(a)
  const y = contentsOf(b)
  switch (type) {
    case 'S':
    case 'N':
    case 'BOOL':
    case 'NULL':
      return x[type] === y[type]
    case 'B':
      return compareBytes(x.B, y.B) === 0
    case 'SS':
    case 'NS':
      return equalSets(x[type], y[type])
    case 'BS':
      return equalSets(x.BS.map(toLatin1), y.BS.map(toLatin1))
    case 'L':
      return equalLists(x.L, y.L)
    case 'M':
      return equalItems(x.M, y.M)
  }
}

export function equalItems(a: Item, b: Item): boolean {
  if (a === b) return true
  let count = 0
  for (const name in a) {
    const value = a[name]
    const other = b[name]
    if (value === undefined || other === undefined || !equalValues(value, other)) return false
    count++
  }
  for (const _ in b) count--
  return count === 0
}

/** Bytes as a string with one character per byte, for keys of maps and sets. */
export const toLatin1 = (bytes: Binary): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

function equalSets(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  if (a.every((element, index) => element === b[index])) return true
  const elements = new Set(a)
  return b.every((element) => elements.has(element))
}

const equalLists = (a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean =>
  a.length === b.length &&
  a.every((element, index) => {
    const other = b[index]
    return other !== undefined && equalValues(element, other)
  })
