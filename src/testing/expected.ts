/**
 * Checks a test's expectation before comparing. An expectation that can never be met would let a
 * negated matcher pass.
 */
import { inspect } from 'node:util'
import { nameOf, shownValue } from '../core/checks.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { findService } from '../core/service-id.ts'
import { isAsymmetric } from '../core/compare.ts'
import { worldOf } from './outcome.ts'

const shown = (value: unknown): string =>
  typeof value === 'function' ? 'a function' : shownValue(value)

export function checkCount(matcher: string, expected: unknown): void {
  if (isAsymmetric(expected) || (Number.isInteger(expected) && (expected as number) >= 0)) return
  throw new MisuseError(`${matcher} received ${shown(expected)}.`, 'a whole number, or a matcher')
}

export function checkStatus(matcher: string, expected: unknown): void {
  if (isAsymmetric(expected)) return
  const status = Number.isInteger(expected) ? (expected as number) : 0
  if (status >= 100 && status <= 599) return
  throw new MisuseError(
    `${matcher} received ${shown(expected)}.`,
    'an HTTP status, such as 201, or a matcher',
  )
}

export function checkGiven(matcher: string, expected: unknown, what: string): void {
  if (expected === undefined) throw new MisuseError(`${matcher} received undefined.`, what)
}

/** Returns the operations that a table can receive. */
export function operationsOf(table: unknown): readonly string[] {
  const world = worldOf(table)
  const dynamodb = world && findService(world, 'dynamodb')
  return Object.keys(dynamodb?.room().operations ?? {})
}

/** Checks that an operation has AWS's name. */
export function checkOperation(
  matcher: string,
  operation: unknown,
  known: readonly string[],
): void {
  if (typeof operation === 'string' && known.includes(operation)) return
  // Matchers of other libraries take new PutItemCommand(...) or PutItemCommand.
  const name = typeof operation === 'function' ? operation.name : String(operation)
  throw new MisuseError(
    `${matcher} received the operation ${shown(operation)}.`,
    known.length === 1
      ? `'${known[0]!}'`
      : "the name of an operation of DynamoDB, such as 'PutItem'",
    didYouMean(name.replace(/Command$/, ''), known),
  )
}

/** Describes a value: a plain object by its beginning, any other object by its kind. */
export function described(value: unknown): string {
  if (typeof value !== 'object' || value === null) return shown(value)
  const name = nameOf(value)
  if (name !== 'an object') return name
  const text = inspect(value, { depth: 1, breakLength: Infinity, maxStringLength: 40 })
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
