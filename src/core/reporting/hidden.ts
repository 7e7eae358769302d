/**
 * Hides secrets in records. A hidden member can still be read and matched by its name, but nothing
 * lists it: no print, no JSON, no failed comparison.
 */

/** Returns a value with hidden members of these names, at any depth. The same value without any. */
export function withHidden(value: unknown, names: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const entries = value.map((entry) => withHidden(entry, names))
    return entries.some((entry, index) => entry !== value[index]) ? entries : value
  }
  if (!isPlain(value)) return value
  let copy: object | undefined
  for (const [name, member] of Object.entries(value)) {
    const isSecret = names.has(name) && member !== undefined
    const shown: unknown = isSecret ? member : withHidden(member, names)
    if (!isSecret && shown === member) continue
    copy ??= { ...value }
    Object.defineProperty(copy, name, { value: shown, enumerable: !isSecret })
  }
  return copy ?? value
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The texts that are hidden in a value. */
export function* hiddenIn(value: unknown): Iterable<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [name, { enumerable, value: member }] of Object.entries(
    Object.getOwnPropertyDescriptors(value),
  )) {
    if (typeof member !== 'string') yield* hiddenIn(member)
    else if (enumerable === false && name !== 'length') yield member
  }
}
