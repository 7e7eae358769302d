/** Errors of Kinesis streaming destinations. */
import type { ServiceError } from '../../../core/errors.ts'
import { validation } from '../../errors.ts'
import { limitExceeded } from '../../schema/errors.ts'

// Recorded: test_kinesis_streaming_destination_crud.
export const noDestination = (streamArn: string, table: string): ServiceError =>
  validation(
    `Table is not in a valid state to enable Kinesis Streaming Destination: No streaming destination with streamArn: ${streamArn} found for table with tableName: ${table}`,
  )

// Seen: getmoto/moto. Unverified: for both operations.
export const mustBe = (
  status: 'ACTIVE' | 'DISABLED',
  operation: 'DISABLE' | 'ENABLE',
): ServiceError =>
  validation(
    `Table is not in a valid state to enable Kinesis Streaming Destination: KinesisStreamingDestination must be ${status} to perform ${operation} operation.`,
  )

// Seen: getmoto/moto, for a stream that does not exist.
export const mayNotUseStream = (): ServiceError =>
  validation('User does not have a permission to use kinesis stream')

// Recorded: ddbkin-upd-empty.
export const nothingToUpdate = (): ServiceError =>
  validation(
    'Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or contain only null values',
  )

// Recorded: test_kinesis_streaming_destination_crud.
export const samePrecision = (
  precision: string,
  tableId: string,
  streamArn: string,
): ServiceError =>
  validation(
    `Invalid Request: Precision is already set to the desired value of ${precision} for tableId: ${tableId}, kdsArn: ${streamArn}`,
  )

// AWS: API_EnableKinesisStreamingDestination.html, LimitExceededException. Unverified: the wording.
export const tooManyDestinations = (most: number): ServiceError =>
  limitExceeded(`A table can have at most ${most} active Kinesis streaming destinations`)
