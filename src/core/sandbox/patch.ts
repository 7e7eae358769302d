/* eslint-disable @typescript-eslint/no-explicit-any -- a patched function may have any signature */
/** Puts wrappers over properties of shared objects and restores the originals. */
import { underlyingKey } from '../time/host.ts'

type AnyFunction = (...args: any[]) => any

export interface Patch {
  install(): void
  restore(): void
}

const inheritedKey = Symbol.for('miniregion.inherited')

interface Wrapper {
  [underlyingKey]?: unknown
  [inheritedKey]?: boolean
}

/**
 * Patches one property. `wrap` runs once per original, so a later installation costs one
 * assignment. A property that holds a wrapper already (of another copy of the package, or of a
 * running invocation) is left alone, and so is a function that somebody else has put over a
 * wrapper.
 */
export function propertyPatch(
  target: () => object | null | undefined,
  key: string,
  wrap: (original: AnyFunction) => AnyFunction,
): Patch {
  const wrappers = new WeakMap<AnyFunction, AnyFunction & Wrapper>()
  return {
    install() {
      const object = target() as Record<string, (AnyFunction & Wrapper) | undefined> | undefined
      const original = object?.[key]
      if (!object || typeof original !== 'function' || original[underlyingKey]) return
      let wrapper = wrappers.get(original)
      if (!wrapper) {
        wrapper = wrap(original) as AnyFunction & Wrapper
        wrapper[underlyingKey] = original
        wrappers.set(original, wrapper)
        if (!Object.hasOwn(object, key)) wrapper[inheritedKey] = true
      }
      object[key] = wrapper
    },
    restore() {
      const object = target() as Record<string, (AnyFunction & Wrapper) | undefined> | undefined
      const current = object?.[key]
      const original = current?.[underlyingKey] as AnyFunction | undefined
      if (!object || !original) return
      if (current?.[inheritedKey]) delete object[key]
      else object[key] = original
    },
  }
}

/**
 * Copies the original's own properties to its wrapper. Vitest's fake timers look for
 * `hadOwnProperty` there and delete the global when it is missing.
 */
export const likeOriginal = <Wrapped extends AnyFunction>(
  original: AnyFunction,
  wrapper: Wrapped,
): Wrapped => Object.assign(wrapper, original)
