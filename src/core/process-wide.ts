/**
 * State that every copy of the package in this process shares. It lives on `globalThis`, under a
 * registered symbol.
 */

/**
 * Returns the shared state of this name. The first copy of the package that asks creates it.
 *
 * NOTE: the object is sealed. When Jest tears down a test environment it puts accessors on the
 * objects that it finds on `globalThis`, and those recurse without end when late code writes to
 * them.
 */
export function processWide<State extends object>(name: string, create: () => State): State {
  const key = Symbol.for(`miniregion.${name}`)
  const present: State | undefined = Reflect.get(globalThis, key)
  if (present) return present
  const state = Object.seal(create())
  Reflect.set(globalThis, key, state)
  return state
}
