/** Attribute values -> plain JavaScript values, the caller's own. Nothing here throws: what is stored can be read. */
import { fromNumberText } from './number-value.ts'
import { newItem, type AttributeValue, type Item } from './values.ts'

/** A stored item as an ordinary object. */
export function fromItem(item: Item): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const name in item) {
    const stored = item[name]
    const value = stored === undefined ? undefined : fromAttributeValue(stored)
    if (name === '__proto__') setOwn(object, name, value)
    else object[name] = value
  }
  return object
}

/** `object[name] = value`, also when assigning would set the prototype. */
const setOwn = (object: object, name: string, value: unknown): void => {
  Object.defineProperty(object, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  })
}

export function fromAttributeValue(value: AttributeValue): unknown {
  // The engine reads the member that a for-in stands at without looking it up: the fastest way to key and content.
  for (const type in value) {
    const content = (value as Record<string, unknown>)[type]
    return type === 'S' ? content : fromContent(type, content)
  }
  return null
}

function fromContent(type: string, content: unknown): unknown {
  switch (type) {
    case 'N':
      return fromNumberText(content as string)
    case 'M':
      return fromItem(content as Item)
    case 'BOOL':
      return content
    case 'L':
      return (content as readonly AttributeValue[]).map(fromAttributeValue)
    case 'B':
      return new Uint8Array(content as Uint8Array)
    case 'SS':
      return new Set(content as readonly string[])
    case 'NS':
      return new Set((content as readonly string[]).map(fromNumberText))
    case 'BS':
      return new Set((content as readonly Uint8Array[]).map((bytes) => new Uint8Array(bytes)))
    default:
      return null
  }
}

/** The part of an item under the given names. */
export function pick(item: Item, names: readonly string[]): Item {
  const part = newItem()
  for (const name of names) if (item[name]) part[name] = item[name]
  return part
}
