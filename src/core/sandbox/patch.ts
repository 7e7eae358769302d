/* oxlint-disable typescript/no-explicit-any -- a patched function may have any signature */
/** Puts wrappers over properties of shared objects and restores the originals. */
import { isForeignWrapper, isWrapper, toWrapping, underlying, wrapperKey } from '../time/host.ts'
import { isTestDouble } from './test-double.ts'

export type AnyFunction = (...args: any[]) => any

export interface Patch {
  install(): void
  restore(): void
}

/** A wrapper in place. */
interface Installed {
  readonly original: AnyFunction
  readonly wrapper: AnyFunction
  readonly isInherited: boolean
}

/**
 * Patches one property. `wrap` runs once per original, so a later installation costs one
 * assignment. A property that holds a wrapper already (of another copy of the package, or of a
 * running invocation) is left alone, but one of another test environment is replaced until
 * `restore`: the last invocation of an earlier test file may not have restored its own yet.
 *
 * `restore` also undoes the changes that a function made: it puts the original back where the
 * property was deleted or replaced. It leaves test doubles alone, which only a test installs, and
 * wrappers of another test environment.
 */
export function propertyPatch(
  target: () => object | null | undefined,
  key: string,
  wrap: (original: AnyFunction) => AnyFunction,
): Patch {
  const wrappers = new WeakMap<AnyFunction, AnyFunction>()
  let installed: Installed | undefined
  return {
    install() {
      const object = target()
      const current: unknown = object && Reflect.get(object, key)
      if (!object || !isFunction(current)) return
      const original = isForeignWrapper(current) ? underlying(current) : current
      if (isWrapper(original)) return
      const wrapper = wrappers.get(original) ?? toWrapper(wrap(original), original)
      wrappers.set(original, wrapper)
      installed = { original, wrapper, isInherited: !Object.hasOwn(object, key) }
      // NOTE: fails without an error where a function has frozen the object.
      Reflect.set(object, key, wrapper)
    },
    restore() {
      const object = target()
      const before = installed
      installed = undefined
      if (!object) return
      const current: unknown = Reflect.get(object, key)
      if (isFunction(current) && isForeignWrapper(current)) return
      // Another copy of the package may have installed the wrapper.
      const original = before?.original ?? (isFunction(current) && underlying(current))
      if (!original || current === original) return
      const isOurs = before ? current === before.wrapper : isWrapper(current)
      if (!isOurs && isTestDouble(current)) return
      if (before?.isInherited) Reflect.deleteProperty(object, key)
      else Reflect.set(object, key, original)
    },
  }
}

const isFunction = (value: unknown): value is AnyFunction => typeof value === 'function'

// NOTE: a spy of Vitest copies the own properties of the function that it spies on. The value of
// this one tells a wrapper from such a copy.
const toWrapper = (wrapper: AnyFunction, original: AnyFunction): AnyFunction =>
  Object.defineProperty(wrapper, wrapperKey, {
    value: toWrapping(wrapper, original),
    configurable: true,
  })

/**
 * Copies the original's own properties to its wrapper. Vitest's fake timers look for
 * `hadOwnProperty` there and delete the global when it is missing.
 */
export const likeOriginal = <Wrapped extends AnyFunction>(
  original: AnyFunction,
  wrapper: Wrapped,
): Wrapped => Object.assign(wrapper, original)
