/** Kinesis's errors, one factory per wording. */
import { ServiceError } from '../core/errors.ts'
import { model } from './api/define-operation.ts'

/** A stream, as messages name it. */
export interface Named {
  readonly name: string
  readonly accountId: string
}

const inAccount = ({ name, accountId }: Named): string =>
  `stream ${name} under account ${accountId}`

const invalid = (message: string): ServiceError => model.error('InvalidArgumentException', message)

// Seen: localstack/localstack#1553.
export const streamNotFound = ({ name, accountId }: Named): ServiceError =>
  model.error('ResourceNotFoundException', `Stream ${name} under account ${accountId} not found.`)

// Seen: terraform-provider-aws and AWS's forums.
export const streamExists = ({ name, accountId }: Named): ServiceError =>
  model.error('ResourceInUseException', `Stream ${name} under account ${accountId} already exists.`)

// Unverified: the wording.
export const noStreamGiven = (): ServiceError =>
  invalid('Either StreamName or StreamARN should be provided.')

// Unverified: the wording.
export const streamsDiffer = (): ServiceError =>
  invalid('StreamName and StreamARN should refer to the same stream.')

export const shardNotFound = (id: string, stream: Named): ServiceError =>
  model.error('ResourceNotFoundException', `Could not find shard ${id} in ${inAccount(stream)}.`)

export const shardDoesNotExist = (id: string, stream: Named): ServiceError =>
  model.error('ResourceNotFoundException', `Shard ${id} in ${inAccount(stream)} does not exist`)

// Seen: akkadotnet/Alpakka#160.
export const sequenceNumberMismatch = (type: string, given: string): ServiceError =>
  invalid(
    'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or ' +
      '(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. ' +
      `Request specified ${type} and ${given}.`,
  )

export const timestampMissing = (): ServiceError =>
  invalid(
    'Must specify timestamp parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.',
  )

export const timestampInFuture = (timestamp: number, now: number): ServiceError =>
  invalid(
    `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${timestamp}, currentTimestampInMillis: ${now}`,
  )

interface NumberInShard {
  readonly sequenceNumber: string
  readonly shardId: string
  readonly stream: Named
}

export const invalidSequenceNumber = (of: NumberInShard): ServiceError =>
  invalid(`${startingAt(of)} is invalid.`)

// Seen: amazon-kinesis-connectors#8, elastic/helm-charts#1659.
export const foreignSequenceNumber = (of: NumberInShard): ServiceError =>
  invalid(`${startingAt(of)} is invalid because it did not come from this stream.`)

const startingAt = ({ sequenceNumber, shardId, stream }: NumberInShard): string =>
  `StartingSequenceNumber ${sequenceNumber} used in GetShardIterator on shard ${shardId} in ${inAccount(stream)}`

// Seen: amazon-kinesis-client#391.
export const sequenceNumberOfOtherShard = (encoded: string, shardId: string): ServiceError =>
  invalid(
    `Invalid StartingSequenceNumber. It encodes ${encoded}, while it was used in a call to a shard with ${shardId}`,
  )

export const invalidOrdering = (sequenceNumber: string, stream: Named): ServiceError =>
  invalid(
    `ExclusiveMinimumSequenceNumber ${sequenceNumber} used in PutRecord on ${inAccount(stream)} is invalid.`,
  )

export const invalidExplicitHashKey = (given: string): ServiceError =>
  invalid(
    `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${given}`,
  )

export const invalidIterator = (): ServiceError => invalid('Invalid ShardIterator.')

/** `Wed Mar 04 01:02:40 UTC 2020`, as Java prints dates. */
function javaDate(at: number): string {
  const [day, date, month, year, time] = new Date(at).toUTCString().replace(',', '').split(' ')
  return `${day} ${month} ${date} ${time} UTC ${year}`
}

// Seen: amazon-kinesis-client#701.
export const iteratorExpired = (issuedAt: number, now: number, lifetime: number): ServiceError =>
  model.error(
    'ExpiredIteratorException',
    `Iterator expired. The iterator was created at time ${javaDate(issuedAt)} while right now it is ${javaDate(now)} which is further in the future than the tolerated delay of ${lifetime} milliseconds.`,
  )

// Unverified: the wording, which is the API model's.
export const tokenExpired = (): ServiceError =>
  model.error(
    'ExpiredNextTokenException',
    'The pagination token passed to the operation is expired.',
  )

// Unverified: the wording.
export const invalidToken = (): ServiceError => invalid('Invalid NextToken.')

// Seen: erlcloud#595 (StreamName), aws-cli#9635 (StreamARN), amazon-kinesis-scaling-utils#82
// (ExclusiveStartShardId), apache/beam#33478 (ShardFilter).
export const excludesToken = (member: string): ServiceError =>
  invalid(`NextToken and ${member} cannot be provided together.`)

export const needsTokenOrStream = (): ServiceError =>
  invalid('Either NextToken or StreamName should be provided.')

// Unverified: the wording.
export const filterNeeds = (member: string, type: string): ServiceError =>
  invalid(`${member} must be provided when ShardFilter type is ${type}.`)

export const badSplit = (
  key: string,
  shardId: string,
  range: { readonly start: string; readonly end: string },
  stream: Named,
): ServiceError =>
  invalid(
    `NewStartingHashKey ${key} used in SplitShard() on shard ${shardId} in ${inAccount(stream)} is not both greater than one plus the shard's StartingHashKey ${range.start} and less than the shard's EndingHashKey ${range.end}.`,
  )

export const notAdjacent = (one: string, other: string, stream: Named): ServiceError =>
  invalid(
    `Shards ${one} and ${other} in ${inAccount(stream)} are not an adjacent pair of shards eligible for merging`,
  )

// Unverified: the wording. A closed shard cannot be split or merged.
export const shardIsClosed = (id: string, stream: Named): ServiceError =>
  invalid(`Shard ${id} in ${inAccount(stream)} is closed.`)

// Unverified: the wording. AWS: "This API is only supported for the data streams with the
// provisioned capacity mode", ValidationException.
export const onlyProvisioned = (operation: string, { name, accountId }: Named): ServiceError =>
  model.error(
    'ValidationException',
    `${operation} is not supported for stream ${name} under account ${accountId} with the ON_DEMAND capacity mode.`,
  )

// Unverified: the wording.
export const shardCountWithOnDemand = (): ServiceError =>
  model.error('ValidationException', 'ShardCount must not be provided for ON_DEMAND streams.')

// Unverified: the wording.
export const shardCountMissing = (): ServiceError =>
  model.error('ValidationException', 'ShardCount must be provided for PROVISIONED streams.')

// Seen: the documentation of CDK constructs that quotes AWS. Unverified: the code.
export const scaledTooFar = (
  how: 'up over double' | 'down below half',
  open: number,
  target: number,
): ServiceError =>
  model.error(
    'LimitExceededException',
    `UpdateShardCount cannot scale ${how} your current open shard count. Current open shard count: ${open} Target shard count: ${target}`,
  )

// Seen: aws-cli#2357.
export const retentionTooShort = (hours: number, least: number): ServiceError =>
  invalid(
    `Minimum allowed retention period is ${least} hours. Requested retention period (${hours} hours) is too short.`,
  )

export const retentionTooLong = (hours: number, most: number): ServiceError =>
  invalid(
    `Maximum allowed retention period is ${most} hours. Requested retention period (${hours} hours) is too long.`,
  )

export const retentionCannot = (
  change: 'Increase' | 'Decrease',
  name: string,
  hours: number,
  existing: number,
): ServiceError => {
  const [comparison, other] =
    change === 'Increase' ? ['shorter', 'Decrease'] : ['longer', 'Increase']
  return invalid(
    `Requested retention period (${hours} hours) for stream ${name} can not be ${comparison} than existing retention period (${existing} hours). Use ${other}RetentionPeriod API.`,
  )
}

// Unverified: the wording.
export const requestTooLarge = (megabytes: number): ServiceError =>
  invalid(`Records size exceeds ${megabytes} MB limit`)

// Unverified: the wording, which is that of streams before records of 10 MiB.
export const recordTooLarge = (path: string, length: number, most: number): ServiceError =>
  model.error(
    'ValidationException',
    `1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=${length} cap=${length}]' at '${path}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
  )

// Unverified: the wording.
export const recordSizeOutOfRange = (kib: number, least: number, most: number): ServiceError =>
  model.error(
    'ValidationException',
    `MaxRecordSizeInKiB must be between ${least} and ${most}. Specified value was ${kib}.`,
  )

export const tooManyTags = (most: number, stream: Named): ServiceError =>
  invalid(
    `Failed to add tags to ${inAccount(stream)} because a given stream cannot have more than ${most} tags associated with it.`,
  )

export const invalidTags = (): ServiceError =>
  invalid(
    'Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.',
  )

// Seen: rclark/kinesis-readable#4, and as an entry of PutRecords: mhart/kinesalite#87.
export const rateExceeded = (shardId: string, stream: Named): ServiceError =>
  model.error(
    'ProvisionedThroughputExceededException',
    `Rate exceeded for shard ${shardId} in ${inAccount(stream)}.`,
  )
