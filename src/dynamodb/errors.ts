/** What DynamoDB's data plane answers when it refuses: every wording stands here once. Those of expressions: expressions/. */
import { ServiceError } from '../core/errors.ts'
import type { Item } from './values/values.ts'

type DynamoDbErrorCode =
  | 'ConditionalCheckFailedException'
  | 'IdempotentParameterMismatchException'
  | 'ResourceNotFoundException'
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

// AWS: API_PutItem.html (the prefix of most refusals)
export const invalidParameter = (detail: string): ServiceError =>
  validation(`One or more parameter values were invalid: ${detail}`)

/** Refusals that PutItem and UpdateItem put into an envelope where their validation is renewed; the other operations answer them bare. */
const enveloped = new WeakSet<ServiceError>()

const enveloping = (error: ServiceError): ServiceError => {
  enveloped.add(error)
  return error
}

// AWS, as captured by peers in 2026: PutItem and UpdateItem answer faults of the request itself this way.
export const inEnvelope = (message: string): ServiceError =>
  validation(`1 validation error detected: ${message}`)

export const isEnveloped = (error: unknown): error is ServiceError =>
  error instanceof ServiceError && enveloped.has(error)

// Recorded: test_batch_write_not_existing_table (data-plane answers name no table)
export const tableNotFound = (): ServiceError =>
  failure('ResourceNotFoundException', 'Requested resource not found')

// Recorded: test_return_values_on_conditions_check_failure
export const conditionFailed = (item?: Item): ServiceError =>
  failure(
    'ConditionalCheckFailedException',
    'The conditional request failed',
    item && { Item: item },
  )

// --- Values. AWS: HowItWorks.NamingRulesDataTypes.html

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

export const noDataType = (): ServiceError =>
  validation(
    'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
  )
export const severalDataTypes = (): ServiceError =>
  validation(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  )
// AWS, as captured by a peer: all regions refuse it since 2026-07-17, after two had accepted it for some weeks.
// https://github.com/paritysuite/dynamodb-conformance/pull/94
export const nullNotTrue = (): ServiceError =>
  enveloping(invalidParameter('Null attribute value types must have the value of true'))

const EMPTY_SET = {
  SS: 'An string set  may not be empty',
  NS: 'An number set  may not be empty',
  BS: 'Binary sets should not be empty',
}
export type SetType = keyof typeof EMPTY_SET

export const emptySet = (type: SetType): ServiceError =>
  enveloping(invalidParameter(EMPTY_SET[type]))

export const duplicatesInSet = (type: SetType, elements: readonly string[]): ServiceError => {
  const list = `[${elements.join(', ')}]`
  if (type === 'NS') return enveloping(validation('Input collection contains duplicates'))
  return enveloping(
    invalidParameter(
      type === 'SS'
        ? `Input collection ${list} contains duplicates.`
        : `Input collection ${list}of type BS contains duplicates.`,
    ),
  )
}

export const tooDeep = (): ServiceError =>
  validation(
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  )
// Unverified: the text; the limit is documented (Constraints.html).
export const attributeNameTooLong = (): ServiceError =>
  invalidParameter('Attribute name is too large, must be less than 65536 bytes')
export const itemTooLarge = (): ServiceError =>
  validation('Item size has exceeded the maximum allowed size')
export const updatedItemTooLarge = (): ServiceError =>
  validation('Item size to update has exceeded the maximum allowed size')

// --- Keys

export const keyMismatch = (): ServiceError =>
  validation('The provided key element does not match the schema')
export const missingKey = (name: string): ServiceError =>
  invalidParameter(`Missing the key ${name} in the item`)
export const keyTypeMismatch = (name: string, expected: string, actual: string): ServiceError =>
  invalidParameter(`Type mismatch for key ${name} expected: ${expected} actual: ${actual}`)

const emptyKey = new WeakSet<ServiceError>()
const kindOf = (type: string): string => (type === 'B' ? 'binary' : 'string')

const emptyKeyError = (message: string): ServiceError => {
  const error = validation(`One or more parameter values are not valid. ${message}`)
  emptyKey.add(error)
  return error
}

/** Such an error is a transaction's own answer, not one of its cancellation reasons. */
export const isEmptyKey = (error: unknown): boolean =>
  error instanceof ServiceError && emptyKey.has(error)

export const emptyKeyValue = (name: string, type: string): ServiceError =>
  emptyKeyError(
    `The AttributeValue for a key attribute cannot contain an empty ${kindOf(type)} value. Key: ${name}`,
  )
export const emptyIndexKeyValue = (index: string, name: string, type: string): ServiceError =>
  emptyKeyError(
    `A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kindOf(type)} value. IndexName: ${index}, IndexKey: ${name}`,
  )
export const emptyUpdatedIndexKey = (type: string): ServiceError =>
  emptyKeyError(
    `The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty ${kindOf(type)} value.`,
  )
export const indexKeyTypeMismatch = (
  index: string,
  name: string,
  expected: string,
  actual: string,
): ServiceError =>
  invalidParameter(
    `Type mismatch for Index Key ${name} Expected: ${expected} Actual: ${actual} IndexName: ${index}`,
  )
// AWS: API_TransactWriteItems.html (among the messages of ValidationError)
export const updatedIndexKeyType = (): ServiceError =>
  validation(
    'The update expression attempted to update the secondary index key to unsupported type',
  )
export const updatedIndexKeyTooLong = (): ServiceError =>
  validation(
    'The update expression attempted to update the secondary index key beyond allowed size limits',
  )
// NOTE: the missing blank is AWS's.
export const partitionKeyTooLong = (): ServiceError =>
  invalidParameter('Size of hashkey has exceeded the maximum size limit of2048 bytes')
export const sortKeyTooLong = (): ServiceError =>
  invalidParameter('Aggregated size of all range keys has exceeded the size limit of 1024 bytes')
export const keyUpdate = (name: string): ServiceError =>
  invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`)
export const nestedKeyPath = (kind: 'Key' | 'IndexKey', name: string): ServiceError =>
  validation(
    `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`,
  )

// --- Parameters of a request

export const mixedParameters = (
  legacy: readonly string[],
  expressions: readonly string[],
): ServiceError =>
  enveloping(
    validation(
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${legacy.join(', ')}} Expression parameters: {${expressions.join(', ')}}`,
    ),
  )
export const namesWithoutExpression = (): ServiceError =>
  validation('ExpressionAttributeNames can only be specified when using expressions')
export const valuesWithoutExpression = (expressions: readonly string[]): ServiceError =>
  enveloping(
    validation(
      `ExpressionAttributeValues can only be specified when using expressions: ${expressions.join(' and ')} ${expressions.length > 1 ? 'are' : 'is'} null`,
    ),
  )
export const duplicateAttribute = (name: string): ServiceError =>
  invalidParameter(`Duplicate value in attribute name: ${name}`)
export const returnValuesOfPut = (): ServiceError =>
  enveloping(validation('ReturnValues can only be ALL_OLD or NONE'))

// --- Query and Scan

export const unknownIndex = (name: string): ServiceError =>
  validation(`The table does not have the specified index: ${name}`)
export const consistentGlobalIndex = (): ServiceError =>
  validation('Consistent reads are not supported on global secondary indexes')
export const allAttributesOfIndex = (index: string): ServiceError =>
  invalidParameter(
    `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index} because its projection type is not ALL`,
  )
export const noKeyConditions = (): ServiceError =>
  validation(
    'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
  )
export const filterOnKey = (
  parameter: 'Filter Expression' | 'QueryFilter',
  name: string,
): ServiceError =>
  validation(
    `${parameter} can only contain non-primary key attributes: Primary key attribute: ${name}`,
  )
export const startKeyInvalid = (detail?: string): ServiceError =>
  validation(`The provided starting key is invalid${detail === undefined ? '' : `: ${detail}`}`)
export const startKeyOutside = (): ServiceError =>
  validation('The provided starting key is outside query boundaries based on provided conditions')
export const startKeyOutsideRange = (): ServiceError =>
  validation('The provided starting key does not match the range key predicate')
export const startKeyOfOtherPartition = (): ServiceError =>
  validation('The query can return at most one row and cannot be restarted')
export const startKeyOfOtherSegment = (segment: number, total: number): ServiceError =>
  startKeyInvalid(
    `Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${total} Segment: ${segment}`,
  )
export const segmentWithoutTotal = (): ServiceError =>
  validation(
    'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
  )
export const totalWithoutSegment = (): ServiceError =>
  validation(
    'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
  )
export const segmentTooLarge = (segment: number, total: number): ServiceError =>
  validation(
    `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
  )

export const backfillingIndex = (name: string): ServiceError =>
  validation(`Cannot read from backfilling global secondary index: ${name}`)
export const notProjected = (index: string, names: readonly string[]): ServiceError =>
  invalidParameter(`Global secondary index ${index} does not project [${names.join(', ')}]`)
export const selectNeedsProjection = (): string =>
  'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES'
export const selectForbidsProjection = (parameter: string, select: string): string =>
  `Cannot specify the ${parameter} when choosing to get ${select === 'COUNT' ? 'only the Count' : select}`
export const selectNeedsIndex = (): string =>
  'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName'

// --- Batches and transactions

export const duplicateKeys = (): ServiceError =>
  validation('Provided list of item keys contains duplicates')
export const emptyWriteRequest = (): ServiceError => severalDataTypes()
export const tooManyKeys = (): ServiceError =>
  validation('Too many items requested for the BatchGetItem call')
export const tooManyWrites = (): ServiceError =>
  validation('Too many items requested for the BatchWriteItem call')

export interface CancellationReason {
  readonly Code: string
  readonly Message?: string
  readonly Item?: Item
}

// Recorded: test_transaction_write_items (the message lists the codes in order)
export const transactionCancelled = (reasons: readonly CancellationReason[]): ServiceError =>
  failure(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    { CancellationReasons: reasons },
  )
export const severalActionsOnItem = (): ServiceError =>
  validation('Transaction request cannot include multiple operations on one item')
// Unverified: the wording for an entry with no action or with several.
export const notOneAction = (): ServiceError =>
  validation('TransactItems can only contain one of Check, Put, Update or Delete')
export const transactionTooLarge = (): ServiceError =>
  validation(
    'Collection size of items exceeded, which can also be caused by the aggregate size of the items in the transaction exceeding the 4MB limit',
  )
export const ONGOING: string = 'Transaction is ongoing for the item'
export const transactionConflict = (): ServiceError =>
  failure('TransactionConflictException', ONGOING)
export const transactionInProgress = (): ServiceError =>
  failure(
    'TransactionInProgressException',
    'The transaction with the given request token is already in progress.',
  )
export const tokenMismatch = (): ServiceError =>
  failure(
    'IdempotentParameterMismatchException',
    'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.',
  )
