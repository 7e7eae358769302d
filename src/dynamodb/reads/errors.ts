/** Errors of Query, Scan and BatchGetItem. */
import type { ServiceError } from '../../core/errors.ts'
import { invalidParameter, validation } from '../errors.ts'
import { keyMismatch } from '../keys/errors.ts'

export const unknownIndex = (name: string): ServiceError =>
  validation(`The table does not have the specified index: ${name}`)

// AWS, as observed in 2026 for a vector index
export const unsupportedIndexType = (operation: string): ServiceError =>
  validation(`${operation} operation not supported on this index type.`)

export const consistentGlobalIndex = (): ServiceError =>
  validation('Consistent reads are not supported on global secondary indexes')

export const allAttributesOfIndex = (index: string): ServiceError =>
  invalidParameter(
    `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index} because its projection type is not ALL`,
  )

export const backfillingIndex = (name: string): ServiceError =>
  validation(`Cannot read from backfilling global secondary index: ${name}`)

export const notProjected = (index: string, names: readonly string[]): ServiceError =>
  invalidParameter(`Global secondary index ${index} does not project [${names.join(', ')}]`)

export const filterNotProjected = (index: string, names: readonly string[]): ServiceError =>
  invalidParameter(
    `Secondary index ${index} does not project one or more filter attributes: [${names.join(', ')}]`,
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

export const selectNeedsProjection = (): string =>
  'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES'

export const selectForbidsProjection = (parameter: string, select: string): string =>
  `Cannot specify the ${parameter} when choosing to get ${select === 'COUNT' ? 'only the Count' : select}`

export const selectNeedsIndex = (): string =>
  'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName'

export const startKeyInvalid = (detail?: string): ServiceError =>
  validation(`The provided starting key is invalid${detail === undefined ? '' : `: ${detail}`}`)

export const startKeyMismatch = (): ServiceError => startKeyInvalid(keyMismatch().message)

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

export const tooManyKeys = (): ServiceError =>
  validation('Too many items requested for the BatchGetItem call')
