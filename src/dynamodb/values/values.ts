/**
 * Attribute values in the form of DynamoDB's JSON, and items. They are immutable once they are
 * stored, and streams, backups and records share them.
 */

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

/** The content of a value by type. */
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

const TYPES: Readonly<Record<AttributeType, true>> = {
  S: true,
  N: true,
  B: true,
  BOOL: true,
  NULL: true,
  SS: true,
  NS: true,
  BS: true,
  L: true,
  M: true,
}

/** Whether a name is the name of an attribute type. */
export const isAttributeType = (name: string): name is AttributeType => Object.hasOwn(TYPES, name)

/**
 * An item or a map. `newItem()` creates it without inherited members, so `__proto__` and
 * `constructor` are ordinary names.
 */
export interface Item {
  readonly [name: string]: AttributeValue
}
export type MutableItem = Record<string, AttributeValue>

/** Bytes that JSON.stringify prints as base64, the wire format. */
export class Binary extends Uint8Array {
  toJSON(): string {
    return Buffer.from(this.buffer, this.byteOffset, this.byteLength).toString('base64')
  }
}

/** Decodes base64 that has been checked. */
export const fromBase64 = (text: string): Binary => {
  const bytes = Buffer.from(text, 'base64')
  return new Binary(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

// A constructor whose prototype inherits nothing. Its objects have fast properties, unlike
// `Object.create(null)`, and assigning `__proto__` makes an own property.
const Bare = function () {} as unknown as { new (): MutableItem; prototype: object }
Bare.prototype = Object.create(null) as object

export const newItem = (): MutableItem => new Bare()

/** Copies an item. The copy shares the values. */
export function copyItem(item: Item): MutableItem {
  const copy = newItem()
  for (const name in item) {
    const value = item[name]
    if (value !== undefined) copy[name] = value
  }
  return copy
}

/** The type of a value. */
export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType
  throw new TypeError('an attribute value without a type')
}

/**
 * Gives access to the content of a value whose type is known: `contentsOf(value).S`. It is the
 * value itself, so the contents of other types are undefined, although the type does not say so.
 */
export const contentsOf = (value: AttributeValue): Contents => value as unknown as Contents
