/** Errors of DynamoDB Streams. */
import { ServiceError } from '../../core/errors.ts'
import { resourceNotFound, validation } from '../errors.ts'

// Recorded: dynamodbstreams tests
export const streamNotFound = (arn: string): ServiceError =>
  resourceNotFound(`Stream: ${arn} not found`)

// AWS: as users report it: github.com/opensearch-project/data-prepper/issues/4401
export const shardNotFound = (): ServiceError => resourceNotFound('Shard does not exist')

// AWS: API_streams_GetRecords.html#API_streams_GetRecords_Errors.
// Unverified: the wording, which is the API model's.
export const expiredIterator = (): ServiceError =>
  new ServiceError(
    'ExpiredIteratorException',
    'The provided iterator exceeds the maximum age allowed.',
  )
// AWS: as users report it: github.com/ironSource/node-dynamodb-stream/issues/13
export const trimmedAccess = (): ServiceError =>
  new ServiceError(
    'TrimmedDataAccessException',
    'The data you are trying to access has been trimmed',
  )
// Unverified: the wording.
export const invalidIterator = (): ServiceError => validation('Invalid ShardIterator')
