/** What DynamoDB answers when it refuses: every wording of the data plane stands here once. */
import { ServiceError } from '../core/errors.ts'
import type { Item } from './values.ts'

export type DynamoDbErrorCode =
  | 'ConditionalCheckFailedException'
  | 'IdempotentParameterMismatchException'
  | 'ItemCollectionSizeLimitExceededException'
  | 'ResourceNotFoundException'
  | 'SerializationException'
  | 'TransactionCanceledException'
  | 'TransactionConflictException'
  | 'TransactionInProgressException'
  | 'ValidationException'

const failure = (
  code: DynamoDbErrorCode,
  message: string,
  fields?: Readonly<Record<string, unknown>>,
): ServiceError => new ServiceError(code, message, fields ? { fields } : {})

export const validation = (message: string): ServiceError => failure('ValidationException', message)

// AWS: API_PutItem.html (the prefix of most of its refusals)
export const invalidParameter = (detail: string): ServiceError =>
  validation(`One or more parameter values were invalid: ${detail}`)

// Recorded: test_batch_write_not_existing_table (data plane answers name no table)
export const tableNotFound = (): ServiceError =>
  failure('ResourceNotFoundException', 'Requested resource not found')

// AWS: API_PutItem.html#API_PutItem_Errors
export const conditionFailed = (item?: Item): ServiceError =>
  failure(
    'ConditionalCheckFailedException',
    'The conditional request failed',
    item && { Item: item },
  )

// Numbers. AWS: HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
export const notANumber = (text: string): ServiceError =>
  validation(
    text === ''
      ? 'The parameter cannot be converted to a numeric value'
      : `The parameter cannot be converted to a numeric value: ${text}`,
  )
export const numberOverflow = (): ServiceError =>
  validation(
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  )
export const numberUnderflow = (): ServiceError =>
  validation(
    'Number underflow. Attempting to store a number with magnitude smaller than supported range',
  )
export const tooManyDigits = (): ServiceError =>
  validation('Attempting to store more than 38 significant digits in a Number')
