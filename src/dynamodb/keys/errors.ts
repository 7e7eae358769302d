/** Errors of keys and of scan segments. */
import type { ServiceError } from '../../core/errors.ts'
import { invalidParameter, ofKind, validation, withDetail } from '../errors.ts'

export const keyMismatch = (): ServiceError =>
  ofKind('keyMismatch', validation('The provided key element does not match the schema'))

export const missingKey = (name: string): ServiceError =>
  invalidParameter(`Missing the key ${name} in the item`)

export const keyTypeMismatch = (name: string, expected: string, actual: string): ServiceError =>
  invalidParameter(`Type mismatch for key ${name} expected: ${expected} actual: ${actual}`)

const kindOf = (type: string): string => (type === 'B' ? 'binary' : 'string')

const emptyKeyError = (detail: string): ServiceError => {
  const error = validation(`One or more parameter values are not valid. ${detail}`)
  return ofKind('emptyKey', withDetail(detail, error))
}

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

// Seen: wellcomecollection/platform#2285, architect/dynalite#35
export const indexKeyTooLong = (
  index: string,
  name: string,
  size: number,
  limit: number,
): ServiceError =>
  invalidParameter(
    `Size limit exceeded for Index Key ${name} Actual Size: ${size} bytes Max Size: ${limit} bytes IndexName: ${index}`,
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

// NOTE: the missing blank is AWS's. Seen also for a Query of an index: nextauthjs/next-auth#5827.
export const partitionKeyTooLong = (): ServiceError =>
  invalidParameter('Size of hashkey has exceeded the maximum size limit of2048 bytes')

export const sortKeyTooLong = (): ServiceError =>
  invalidParameter('Aggregated size of all range keys has exceeded the size limit of 1024 bytes')

export const duplicateKeys = (): ServiceError =>
  validation('Provided list of item keys contains duplicates')

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
