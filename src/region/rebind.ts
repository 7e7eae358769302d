/**
 * What a definition's builder returned, made over for one fork of its template: copied through plain objects and arrays, handles
 * replaced by the same handles at home in the fork. Everything else (class instances, functions, Maps) is passed on as it is; handles
 * in there float.
 */
import { descendsFrom } from '../core/context.ts'
import { handleOf } from '../core/handle.ts'
import type { World } from '../core/world.ts'

/** One object stays one object within a fork, cycles included. */
type Copies = Map<object, unknown>

export const rebind = <Value>(value: Value, world: World): Value =>
  copyOf(value, world, new Map()) as Value

function copyOf(value: unknown, world: World, copies: Copies): unknown {
  if (typeof value !== 'object' || value === null) return value
  const known = copies.get(value)
  if (known !== undefined) return known
  const handle = handleOf(value)
  if (handle) {
    // A handle of another region means that region here, too.
    const bound = descendsFrom(world, handle.home) ? handle.withWorld(world) : value
    copies.set(value, bound)
    return bound
  }
  if (Array.isArray(value)) {
    const copy: unknown[] = []
    copies.set(value, copy)
    for (const entry of value) copy.push(copyOf(entry, world, copies))
    return copy
  }
  return isPlain(value) ? copyOfPlain(value, world, copies) : value
}

function copyOfPlain(value: object, world: World, copies: Copies): object {
  const copy = Object.create(Object.getPrototypeOf(value) as object | null) as object
  copies.set(value, copy)
  for (const key of Reflect.ownKeys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key)!
    if ('value' in property) property.value = copyOf(property.value, world, copies)
    Object.defineProperty(copy, key, property)
  }
  return copy
}

/** Also of another realm: Jest gives each test file its own `Object`. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
