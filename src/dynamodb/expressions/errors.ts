/** Errors of the parameters that contain expressions. grammar/ has the errors of their syntax. */
import { ServiceError } from '../../core/errors.ts'
import { invalidParameter, ofKind, validation, withRenewed } from '../errors.ts'
import type { Item } from '../values/values.ts'

export const CONDITION_FAILED = 'The conditional request failed'

// Recorded: test_return_values_on_conditions_check_failure
export const conditionFailed = (item?: Item): ServiceError =>
  new ServiceError(
    'ConditionalCheckFailedException',
    CONDITION_FAILED,
    item && { fields: { Item: item } },
  )

/** The item that an error carries for ReturnValuesOnConditionCheckFailure. */
export const itemOfFailure = ({ fields }: ServiceError): Item | undefined =>
  fields['Item'] as Item | undefined

export const mixedParameters = (
  legacy: readonly string[],
  expressions: readonly string[],
): ServiceError =>
  ofKind(
    'parameterForms',
    validation(
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${legacy.join(', ')}} Expression parameters: {${expressions.join(', ')}}`,
    ),
  )

export const namesWithoutExpression = (): ServiceError =>
  ofKind(
    'parameterForms',
    validation('ExpressionAttributeNames can only be specified when using expressions'),
  )

// AWS, as observed by peers on 9 October 2026: the renewed validation names no expressions.
export const valuesWithoutExpression = (expressions: readonly string[]): ServiceError => {
  const message = 'ExpressionAttributeValues can only be specified when using expressions'
  const are = expressions.length > 1 ? 'are' : 'is'
  return withRenewed(
    validation(message),
    ofKind('parameterForms', validation(`${message}: ${expressions.join(' and ')} ${are} null`)),
  )
}

/** An error of a legacy parameter. AWS, as observed by peers on 9 October 2026 for Expected. */
export const legacyRefusal = (message: string): ServiceError =>
  ofKind('legacyParameter', validation(message))

export const invalidLegacy = (detail: string): ServiceError =>
  ofKind('legacyParameter', invalidParameter(detail))

export const incorrectOperandDataType = (): ServiceError =>
  validation('An operand in the update expression has an incorrect data type')

export const wrongConditionCount = (): ServiceError =>
  validation('Conditions can be of length 1 or 2 only')

// AWS, as observed by peers in autumn 2026.
export const tooManyConditions = (count: number, attributes: number): ServiceError =>
  validation(
    `The number of query conditions (${count}) exceeds the number of key attributes defined in the schema (${attributes})`,
  )

// AWS, as observed by peers in autumn 2026.
export const gapInConditions = (missing: readonly string[], present: string): ServiceError =>
  validation(
    `RANGE key attributes ${missing.join(', ')} must have equality conditions specified in the query because a condition is present on key attribute ${present}`,
  )

export const keyConditionNotSupported = (): ServiceError =>
  validation('Query key condition not supported')

export const duplicateAttribute = (name: string): ServiceError =>
  invalidParameter(`Duplicate value in attribute name: ${name}`)

export const nestedKeyPath = (kind: 'Key' | 'IndexKey', name: string): ServiceError =>
  validation(
    `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`,
  )
