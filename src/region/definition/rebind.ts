/**
 * Copies the result of a definition's builder for one fork of its template. Plain objects and
 * arrays are copied, and handles are replaced by handles with the fork as their home. Everything
 * else (class instances, functions, Maps) is passed on, and handles inside float.
 */
import { descendsFrom, sameRegionIn } from '../../core/world/context.ts'
import { handleOf } from '../../core/handle.ts'
import type { World } from '../../core/world/world.ts'

/** A builder's result, searched once for all forks. */
export interface Rebindable<Value> {
  readonly value: Value
  /** Plain objects with getters or setters. The copy keeps them, which is slower. */
  readonly accessors: ReadonlySet<object>
}

export function toRebindable<Value>(value: Value): Rebindable<Value> {
  const accessors = new Set<object>()
  findAccessors(value, accessors, new Set())
  return { value, accessors }
}

function findAccessors(value: unknown, accessors: Set<object>, seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (!Array.isArray(value) && !isPlain(value)) return
  for (const property of Object.values(Object.getOwnPropertyDescriptors(value))) {
    if ('value' in property) findAccessors(property.value, accessors, seen)
    else accessors.add(value)
  }
}

export const rebind = <Value extends object>(
  { value, accessors }: Rebindable<Value>,
  world: World,
): Value => new Rebinding(world, accessors).copyOf(value) as Value

class Rebinding {
  readonly #world: World
  readonly #accessors: ReadonlySet<object>
  /** One object stays one object within a fork, even in a cycle. */
  readonly #copies = new Map<object, unknown>()

  constructor(world: World, accessors: ReadonlySet<object>) {
    this.#world = world
    this.#accessors = accessors
  }

  copyOf(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    const known = this.#copies.get(value)
    if (known !== undefined) return known
    if (Array.isArray(value)) return this.#copyOfArray(value)
    return isPlain(value) ? this.#copyOfPlain(value) : this.#bound(value)
  }

  #bound(value: object): unknown {
    const handle = handleOf(value)
    if (!handle) return value
    // A handle of another region of the account means that region of the fork.
    const bound = descendsFrom(this.#world, handle.home)
      ? handle.withWorld(sameRegionIn(this.#world, handle.home))
      : value
    this.#copies.set(value, bound)
    return bound
  }

  #copyOfArray(value: readonly unknown[]): unknown[] {
    const copy: unknown[] = []
    this.#copies.set(value, copy)
    for (const entry of value) copy.push(this.copyOf(entry))
    return copy
  }

  #copyOfPlain(value: object): object {
    if (this.#accessors.has(value)) return this.#copyWithAccessors(value)
    const bare = Object.getPrototypeOf(value) === null
    const copy: Record<string, unknown> = bare ? { __proto__: null, ...value } : { ...value }
    this.#copies.set(value, copy)
    for (const key in copy) copy[key] = this.copyOf(copy[key])
    return copy
  }

  #copyWithAccessors(value: object): object {
    const copy = Object.create(Object.getPrototypeOf(value) as object | null) as object
    this.#copies.set(value, copy)
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key)
      if (!property) continue
      if ('value' in property) property.value = this.copyOf(property.value)
      Object.defineProperty(copy, key, property)
    }
    return copy
  }
}

/** Objects of another realm count too: Jest gives each test file its own `Object`. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
