/** What paths do with values: their children, their size, the functions at the end of a path. */
import { isList, isMap, JsonArray, type Value } from '../velocity/index.ts'
import type { PathFunction } from './json-path-syntax.ts'

export function toArray(items: readonly Value[]): JsonArray {
  const array = new JsonArray()
  for (const item of items) array.push(item)
  return array
}

export function childrenOf(value: Value): readonly Value[] {
  if (value === null || typeof value !== 'object') return []
  if (isList(value)) return Array.from<Value>(value)
  return isMap(value) ? [...value.values()] : []
}

export function sizeOf(value: Value | undefined): number {
  if (value === undefined || value === null) return 0
  if (isList(value)) return value.length
  return isMap(value) ? value.size : 0
}

export const isNumber = (value: Value | undefined): value is bigint | number =>
  typeof value === 'bigint' || typeof value === 'number'

export function apply(name: PathFunction, value: Value): readonly Value[] {
  if (name === 'keys') return value !== null && isMap(value) ? [toArray([...value.keys()])] : []
  if (name === 'length' || name === 'size') {
    if (typeof value === 'string') return [BigInt(value.length)]
    return value !== null && typeof value === 'object' ? [BigInt(sizeOf(value))] : []
  }
  const numbers = childrenOf(value).filter(isNumber).map(Number)
  if (numbers.length === 0) return []
  const sum = numbers.reduce((total, one) => total + one, 0)
  switch (name) {
    case 'min':
      return [numbers.reduce((least, one) => Math.min(least, one))]
    case 'max':
      return [numbers.reduce((most, one) => Math.max(most, one))]
    case 'avg':
      return [sum / numbers.length]
    case 'sum':
      return [sum]
  }
}
