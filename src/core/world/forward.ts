/**
 * Forwards to a function or class in a room that loads at first use: when it is called, constructed
 * or extended, or when a member is read. The built package's entries export these forwards
 * (scripts/build/forward-exports.ts).
 */
import { inspect } from 'node:util'

type Loaded = ((...args: never[]) => unknown) & (new (...args: never[]) => object)

/** Returns a proxy of the result of `load`. Only the name is known before. */
export function forward(name: string, load: () => unknown): unknown {
  let loaded: Loaded | undefined
  const real = (): Loaded => (loaded ??= named(load() as Loaded))
  // An instance's constructor is the proxy, which is the class that the user has, so that
  // comparisons by constructor work.
  const named = (found: Loaded): Loaded => {
    const prototype = found.prototype as { constructor?: unknown } | undefined
    if (prototype?.constructor === found) prototype.constructor = proxy
    return found
  }
  const proxy: object = new Proxy(targetOf(name, real), {
    apply: (_target, self, args): unknown => Reflect.apply(real(), self, args),
    construct: (_target, args, newTarget: unknown) =>
      Reflect.construct(
        real(),
        args,
        newTarget === proxy ? real() : (newTarget as Loaded),
      ) as object,
    get: (_target, key) => (key === 'name' ? name : Reflect.get(real(), key)),
    set: (_target, key, value) => Reflect.set(real(), key, value),
    has: (_target, key) => key === 'prototype' || Reflect.has(real(), key),
    deleteProperty: (_target, key) => key !== 'prototype' && Reflect.deleteProperty(real(), key),
    defineProperty: (_target, key, property) => Reflect.defineProperty(real(), key, property),
    getPrototypeOf: () => Reflect.getPrototypeOf(real()),
    getOwnPropertyDescriptor: (target, key) => describe(real(), target, key),
    ownKeys: () => [...new Set([...Reflect.ownKeys(real()), 'prototype'])],
  })
  return proxy
}

/**
 * Callable and constructible. Its `prototype` is writable, so that the proxy may show another one.
 */
function targetOf(name: string, real: () => Loaded): Loaded {
  const target = function (): void {} as unknown as Loaded
  Object.defineProperty(target, 'name', { value: name, configurable: true })
  // node:util reads the target of a proxy.
  Object.defineProperty(target, inspect.custom, {
    value: () => inspect(real()),
    configurable: true,
  })
  return target
}

/** A proxy may report a property as fixed only if its target does. */
function describe(
  real: Loaded,
  target: Loaded,
  key: string | symbol,
): PropertyDescriptor | undefined {
  const property = Reflect.getOwnPropertyDescriptor(real, key)
  if (key !== 'prototype') return property && { ...property, configurable: true }
  return property
    ? { ...property, writable: true }
    : Reflect.getOwnPropertyDescriptor(target, 'prototype')
}
