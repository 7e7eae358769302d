/** What the streams service says when it refuses. */
import { ServiceError } from '../../core/errors.ts'

export const invalidStream = (message: string): ServiceError =>
  new ServiceError('ValidationException', message)

// Recorded: dynamodbstreams tests
export const streamNotFound = (arn: string): ServiceError =>
  new ServiceError(
    'ResourceNotFoundException',
    `Requested resource not found: Stream: ${arn} not found`,
  )

// Unverified: the wording.
export const shardNotFound = (shardId: string, arn: string): ServiceError =>
  new ServiceError(
    'ResourceNotFoundException',
    `Requested resource not found: Shard: ${shardId} in stream: ${arn} not found`,
  )

// AWS: API_streams_GetRecords.html#API_streams_GetRecords_Errors. Unverified: the wordings.
export const expiredIterator = (): ServiceError =>
  new ServiceError('ExpiredIteratorException', 'The shard iterator has expired.')
export const trimmedAccess = (): ServiceError =>
  new ServiceError(
    'TrimmedDataAccessException',
    'The operation attempted to read past the oldest stream record in a shard.',
  )
export const invalidIterator = (): ServiceError => invalidStream('Invalid ShardIterator')
