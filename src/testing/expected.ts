/** What a test expects, looked at before it is looked for: what could never be found would let a negated matcher pass. */
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
  throw new MisuseError(`${matcher} was given ${shown(expected)}.`, 'a whole number, or a matcher')
}

export function checkStatus(matcher: string, expected: unknown): void {
  if (isAsymmetric(expected)) return
  const status = Number.isInteger(expected) ? (expected as number) : 0
  if (status >= 100 && status <= 599) return
  throw new MisuseError(
    `${matcher} was given ${shown(expected)}.`,
    'an HTTP status, such as 201, or a matcher',
  )
}

export function checkGiven(matcher: string, expected: unknown, what: string): void {
  if (expected === undefined) throw new MisuseError(`${matcher} was given undefined.`, what)
}

/** Those that can reach a table. */
export function operationsOf(table: unknown): readonly string[] {
  const world = worldOf(table)
  const dynamodb = world && findService(world, 'dynamodb')
  return Object.keys(dynamodb?.room().operations ?? {})
}

/** An operation by the name that AWS gives it. */
export function checkOperation(
  matcher: string,
  operation: unknown,
  known: readonly string[],
): void {
  if (typeof operation === 'string' && known.includes(operation)) return
  // new PutItemCommand(...) and PutItemCommand are what other libraries' matchers take.
  const name = typeof operation === 'function' ? operation.name : String(operation)
  throw new MisuseError(
    `${matcher} was given the operation ${shown(operation)}.`,
    known.length === 1
      ? `'${known[0]!}'`
      : "the name of an operation of DynamoDB, such as 'PutItem'",
    didYouMean(name.replace(/Command$/, ''), known),
  )
}

/** What a value is; of a plain object its beginning, of any other not what is in it. */
export function described(value: unknown): string {
  if (typeof value !== 'object' || value === null) return shown(value)
  const name = nameOf(value)
  if (name !== 'an object') return name
  const text = inspect(value, { depth: 1, breakLength: Infinity, maxStringLength: 40 })
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
