/** The checks of a request's expression parameters together, which do not need the table. */
import { isServiceError, type ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import {
  duplicateAttribute,
  mixedParameters,
  namesWithoutExpression,
  valuesWithoutExpression,
} from './errors.ts'
import { inEnvelope, kindOf, type RefusalKind } from '../errors.ts'
import { nullNotTrue, renewedOf } from '../values/errors.ts'
import type { ExpressionNames, ExpressionValues, Scope } from './grammar/scope.ts'
import { usesNewValidation } from '../api/rollout.ts'
import { rooms } from '../rooms.ts'

/** The members that requests with expressions share. */
export interface ExpressionInput {
  readonly ExpressionAttributeNames?: ExpressionNames
  readonly ExpressionAttributeValues?: ExpressionValues
}

/** An operation's expression parameters and legacy parameters, in AWS's order. */
export interface ParameterForms {
  readonly expressions: readonly string[]
  readonly legacy: readonly string[]
}

/** Refuses mixed expressions and legacy parameters, and names or values without an expression. */
export function checkParameterForms(input: ExpressionInput, forms: ParameterForms): void {
  const parameters = input as Readonly<Record<string, unknown>>
  const has = (name: string): boolean => parameters[name] !== undefined
  if (forms.expressions.some(has)) {
    if (forms.legacy.some(has)) {
      throw mixedParameters(forms.legacy.filter(has), forms.expressions.filter(has))
    }
  } else if (input.ExpressionAttributeNames) throw namesWithoutExpression()
  if (!input.ExpressionAttributeValues) return
  const withValues = forms.expressions.filter((name) => name !== 'ProjectionExpression')
  if (withValues.length > 0 && !withValues.some(has)) throw valuesWithoutExpression(withValues)
}

/** Checks the names and values of a request and returns the scope of its expressions. */
export const scopeOf = (input: ExpressionInput): Scope =>
  rooms.expressions().createScope(input.ExpressionAttributeNames, input.ExpressionAttributeValues)

export function checkAttributesToGet(names: readonly string[] | undefined): void {
  const repeated = names?.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) throw duplicateAttribute(repeated)
}

// Among others, empty expressions, unused names and values, numbers and item sizes have no prefix.
const ENVELOPED: ReadonlySet<RefusalKind | undefined> = new Set([
  'duplicatesInSet',
  'emptyNumberSet',
  'emptySet',
  'expression',
  'parameterForms',
  'returnValues',
])

/**
 * Puts `1 validation error detected: ` before errors of PutItem and UpdateItem where their
 * validation is renewed. AWS, as captured by peers in 2026 (eu-west-2).
 */
export function withEnvelope<Result>(
  operation: 'PutItem' | 'UpdateItem',
  world: World,
  check: () => Result,
): Result {
  try {
    return check()
  } catch (error) {
    if (!isServiceError(error) || error.code !== 'ValidationException') throw error
    throw usesNewValidation(world, operation) ? envelope(error) : error
  }
}

function envelope(error: ServiceError): ServiceError {
  const kind = kindOf(error)
  // The renewed message does not name the parameter, even if the value is in
  // ExpressionAttributeValues.
  if (kind === 'nullValue') return inEnvelope(nullNotTrue().message)
  return ENVELOPED.has(kind) ? inEnvelope(error.message) : renewedOf(error)
}
