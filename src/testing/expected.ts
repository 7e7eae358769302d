/**
 * Checks a test's expectation before comparing. An expectation that can never be met would let a
 * negated matcher pass.
 */
import { didYouMean, MisuseError } from '../core/errors.ts'
import { shown } from '../core/matching/expected.ts'
import { findService } from '../core/service-id.ts'
import { isAsymmetric } from '../core/compare.ts'
import { worldOf } from './outcome.ts'

export function checkStatus(matcher: string, expected: unknown): void {
  if (isAsymmetric(expected)) return
  const status = Number.isInteger(expected) ? (expected as number) : 0
  if (status >= 100 && status <= 599) return
  throw new MisuseError(
    `${matcher} received ${shown(expected)}.`,
    'an HTTP status, such as 201, or a matcher',
  )
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
