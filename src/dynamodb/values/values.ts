/** Attribute values as DynamoDB's JSON shows them, and items made of them: immutable once stored, shared by streams, backups and records. */

export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: Binary }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly Binary[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item }

/** What a value of each type holds. */
export interface Contents {
  readonly S: string
  readonly N: string
  readonly B: Binary
  readonly BOOL: boolean
  readonly NULL: boolean
  readonly SS: readonly string[]
  readonly NS: readonly string[]
  readonly BS: readonly Binary[]
  readonly L: readonly AttributeValue[]
  readonly M: Item
}

export type AttributeType = keyof Contents

/** An item or a map. Made by `newItem()`: no inherited member, so `__proto__` and `constructor` are ordinary names. */
export interface Item {
  readonly [name: string]: AttributeValue
}
export type MutableItem = Record<string, AttributeValue>

/** Bytes that print as base64 in JSON, so an answer with binaries is a plain `JSON.stringify` away. */
export class Binary extends Uint8Array {
  toJSON(): string {
    return Buffer.from(this.buffer, this.byteOffset, this.byteLength).toString('base64')
  }
}

/** The base64 text's bytes. The caller has checked the text. */
export const fromBase64 = (text: string): Binary => {
  const bytes = Buffer.from(text, 'base64')
  return new Binary(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

// A constructor whose prototype inherits nothing: fast properties (unlike `Object.create(null)`), and
// assigning `__proto__` makes an own property.
const Bare = function () {} as unknown as { new (): MutableItem; prototype: object }
Bare.prototype = Object.create(null) as object

export const newItem = (): MutableItem => new Bare()

/** An item of the same values, to be changed. */
export function copyItem(item: Item): MutableItem {
  const copy = newItem()
  for (const name in item) {
    const value = item[name]
    if (value !== undefined) copy[name] = value
  }
  return copy
}

/** The one type key of a value. */
export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType
  throw new TypeError('an attribute value without a type')
}

/**
 * The contents of a value whose type was asked before: `contentsOf(value).S`. Nothing is copied or looked up: those of other types are
 * undefined, though the type does not say so.
 */
export const contentsOf = (value: AttributeValue): Contents => value as unknown as Contents
