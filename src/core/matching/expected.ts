/**
 * Checks a test's expectation before comparing. An expectation that can never be met would let a
 * negated matcher pass.
 */
import { inspect } from 'node:util'
import { nameOf, shownValue } from '../checks.ts'
import { isAsymmetric } from '../compare.ts'
import { MisuseError } from '../errors.ts'

/** A value in the message of a slip. */
export const shown = (value: unknown): string =>
  typeof value === 'function' ? 'a function' : shownValue(value)

export function checkCount(matcher: string, expected: unknown): void {
  if (isAsymmetric(expected) || (Number.isInteger(expected) && (expected as number) >= 0)) return
  throw new MisuseError(`${matcher} received ${shown(expected)}.`, 'a whole number, or a matcher')
}

export function checkGiven(matcher: string, expected: unknown, what: string): void {
  if (expected === undefined) throw new MisuseError(`${matcher} received undefined.`, what)
}

/** Describes a value: a plain object by its beginning, any other object by its kind. */
export function described(value: unknown): string {
  if (typeof value !== 'object' || value === null) return shown(value)
  const name = nameOf(value)
  if (name !== 'an object') return name
  const text = inspect(value, { depth: 1, breakLength: Infinity, maxStringLength: 40 })
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
