/** Names a wrong argument in a MisuseError, and checks the names of options. */
import { didYouMean, MisuseError } from './errors.ts'

/** Returns the kind of a value: `a string`, `an array`, `an instance of Date`. */
export function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'an array'
  if (typeof value !== 'object') return `a ${typeof value}`
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null
  const name = prototype?.constructor?.name
  if (name === 'Object' || typeof name !== 'string' || name === '') return 'an object'
  return `an instance of ${name}`
}

/** Returns a short value itself (`'3x'`, `NaN`), or the kind of a longer one. */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Date && Number.isNaN(value.getTime())) return 'an invalid Date'
  return ['number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : nameOf(value)
}

/**
 * Throws a MisuseError for a member that is not in `known`. `slip` suggests the known name for
 * another word.
 */
export function checkNames(
  value: unknown,
  caller: string,
  known: readonly string[],
  noun = 'option',
  slip?: (name: string) => string | undefined,
): asserts value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MisuseError(
      `${caller} received ${nameOf(value)} for its ${noun}s.`,
      `an object with ${known.join(', ')}`,
    )
  }
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) {
      throw new MisuseError(
        `${caller} received the unknown ${noun} '${name}'.`,
        known.length === 1 ? `'${known.join()}'` : `one of ${known.join(', ')}`,
        slip?.(name) ?? didYouMean(name, known),
      )
    }
  }
}
