/** Turns plain JavaScript values into values of templates. */
import { JsonArray, type Key, type Value } from '../velocity/index.ts'

/** Whole numbers become integers. Values that JSON cannot hold become null. */
export function toValue(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return value
    case 'number':
      return Number.isSafeInteger(value) ? BigInt(value) : value
  }
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) return toArray(value)
  return new Map<Key, Value>(Object.entries(value).map(([key, item]) => [key, toValue(item)]))
}

function toArray(items: readonly unknown[]): JsonArray {
  const array = new JsonArray()
  for (const item of items) array.push(toValue(item))
  return array
}
