/** Overrides of parts of an event. */

/** Some members of a value, at any depth. Lists are replaced as a whole. */
export type Partly<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Name in keyof Value]?: Partly<Value[Name]> | undefined }
    : Value

const isMembers = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.getPrototypeOf(value) === Object.prototype

/**
 * Returns `base` with the members of `given` in place of its own, as an event of the caller's type.
 * A member that is given as undefined is absent from the result, as from JSON.
 */
export const withOverrides = <Event>(base: object, given: object): Event =>
  merged(base, given) as Event

function merged(base: object, given: object): object {
  const result: Record<string, unknown> = { ...base }
  for (const [name, value] of Object.entries(given) as [string, unknown][]) {
    const own = result[name]
    if (value === undefined) delete result[name]
    else result[name] = isMembers(own) && isMembers(value) ? merged(own, value) : value
  }
  return result
}
