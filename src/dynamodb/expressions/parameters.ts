/** What holds for the parameters of a request together, before any table is looked at. */
import { isServiceError, type ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world.ts'
import {
  duplicateAttribute,
  mixedParameters,
  namesWithoutExpression,
  valuesWithoutExpression,
} from './errors.ts'
import { inEnvelope, kindOf, type RefusalKind } from '../errors.ts'
import { nullNotTrue } from '../values/errors.ts'
import {
  createScope,
  type ExpressionNames,
  type ExpressionValues,
  type Scope,
} from './grammar/scope.ts'
import { usesNewValidation } from '../api/rollout.ts'

/** Members that requests with expressions share. */
export interface ExpressionInput {
  readonly ExpressionAttributeNames?: ExpressionNames
  readonly ExpressionAttributeValues?: ExpressionValues
}

/** Which parameters an operation has for expressions, and which for their legacy forms; both in AWS's order. */
export interface ParameterForms {
  readonly expressions: readonly string[]
  readonly legacy: readonly string[]
}

/** Expressions and legacy parameters cannot be mixed; names and values need an expression that can use them. */
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

/** The scope of a request's expressions; its two maps are checked. */
export const scopeOf = (input: ExpressionInput): Scope =>
  createScope(input.ExpressionAttributeNames, input.ExpressionAttributeValues)

export function checkAttributesToGet(names: readonly string[] | undefined): void {
  const repeated = names?.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) throw duplicateAttribute(repeated)
}

// Bare stay, among others: empty expressions, unused names and values, numbers, sizes of items.
const ENVELOPED: ReadonlySet<RefusalKind | undefined> = new Set([
  'duplicatesInSet',
  'emptyNumberSet',
  'emptySet',
  'expression',
  'parameterForms',
  'returnValues',
])

/**
 * Where their validation is renewed, PutItem and UpdateItem answer faults of the request in an envelope: `1 validation error detected: ...`.
 * AWS, as captured by peers in 2026 (eu-west-2).
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
  // Also where it is a value of ExpressionAttributeValues: the envelope does not name the parameter.
  if (kind === 'nullValue') return inEnvelope(nullNotTrue().message)
  return ENVELOPED.has(kind) ? inEnvelope(error.message) : error
}
