/** Errors of the parameters that contain expressions. grammar/ has the errors of their syntax. */
import { ServiceError } from '../../core/errors.ts'
import { invalidParameter, ofKind, validation } from '../errors.ts'
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
  validation('ExpressionAttributeNames can only be specified when using expressions')

export const valuesWithoutExpression = (expressions: readonly string[]): ServiceError =>
  ofKind(
    'parameterForms',
    validation(
      `ExpressionAttributeValues can only be specified when using expressions: ${expressions.join(' and ')} ${expressions.length > 1 ? 'are' : 'is'} null`,
    ),
  )

export const incorrectOperandDataType = (): ServiceError =>
  validation('An operand in the update expression has an incorrect data type')

export const wrongConditionCount = (): ServiceError =>
  validation('Conditions can be of length 1 or 2 only')

export const keyConditionNotSupported = (): ServiceError =>
  validation('Query key condition not supported')

export const duplicateAttribute = (name: string): ServiceError =>
  invalidParameter(`Duplicate value in attribute name: ${name}`)

export const nestedKeyPath = (kind: 'Key' | 'IndexKey', name: string): ServiceError =>
  validation(
    `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`,
  )
