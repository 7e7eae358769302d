/** CloudWatch Logs' errors, one factory per wording. */
import type { ServiceError } from '../core/errors.ts'
import { model } from './api/define-operation.ts'
import { RETENTION_DAYS } from './limits.ts'

const invalid = (message: string): ServiceError => model.error('InvalidParameterException', message)

const notFound = (message: string): ServiceError =>
  model.error('ResourceNotFoundException', message)

const exists = (message: string): ServiceError =>
  model.error('ResourceAlreadyExistsException', message)

// Recorded: test_create_log_group_duplicate_error.
export const groupExists = (): ServiceError => exists('The specified log group already exists')

// Recorded: test_create_log_stream_duplicate_error.
export const streamExists = (): ServiceError => exists('The specified log stream already exists')

// Recorded: by LOGS-METRICS, Logs 3.
export const groupNotFound = (): ServiceError => notFound('The specified log group does not exist.')

// Recorded: by LOGS-METRICS, Logs 3.
export const streamNotFound = (): ServiceError =>
  notFound('The specified log stream does not exist.')

// Recorded: by LOGS-METRICS, Logs 3.
export const subscriptionNotFound = (): ServiceError =>
  notFound('The specified subscription filter does not exist.')

// Unverified: as for subscription filters.
export const metricFilterNotFound = (): ServiceError =>
  notFound('The specified metric filter does not exist.')

// Unverified: the wording.
export const resourceNotFound = (): ServiceError =>
  notFound('The specified resource does not exist.')

// Recorded: test_get_log_events_invalid_token.
export const invalidToken = (): ServiceError => invalid('The specified nextToken is invalid.')

// Recorded: by LOGS-METRICS, Logs 7.
export const limitExceeded = (): ServiceError =>
  model.error('LimitExceededException', 'Resource limit exceeded.')

// Unverified: the wording.
export const bothGroupNames = (): ServiceError =>
  model.error(
    'ValidationException',
    'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
  )

// Unverified: the wording.
export const noGroupName = (): ServiceError =>
  model.error(
    'ValidationException',
    'Please provide at least one of the parameters: logGroupName or logGroupIdentifier',
  )

// Unverified: the wording.
export const prefixAndPattern = (): ServiceError =>
  invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.')

// Seen: turbot/steampipe-plugin-aws#1949.
export const prefixWithTime = (): ServiceError =>
  invalid('Cannot order by LastEventTime with a logStreamNamePrefix.')

// Unverified: the wording.
export const namesAndPrefix = (): ServiceError =>
  invalid('logStreamNamePrefix and logStreamNames are mutually exclusive parameters.')

// Seen: aws/aws-cdk#1343, with the values of 2018.
export const invalidRetention = (): ServiceError =>
  invalid(`Invalid retention value. Valid values are: [${RETENTION_DAYS.join(', ')}]`)

// Seen: lazywithclass/winston-cloudwatch#197, planetarium/NineChronicles.Headless#340.
export const notChronological = (): ServiceError =>
  invalid('Log events in a single PutLogEvents request must be in chronological order.')

// Seen: aws-greengrass/aws-greengrass-log-manager#59.
export const spansTooLong = (): ServiceError =>
  invalid(
    'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
  )

// Seen: maxbanton/cwh#101.
export const eventTooLarge = (bytes: number, most: number): ServiceError =>
  invalid(`Log event too large: ${bytes} bytes exceeds limit of ${most}`)

// Unverified: the wording.
export const batchTooLarge = (bytes: number, most: number): ServiceError =>
  invalid(`Upload too large: ${bytes} bytes exceeds limit of ${most}`)

// Seen: terraform-provider-aws, serverless-plugin-log-subscription#6.
export const functionUnreachable = (): ServiceError =>
  invalid(
    'Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.',
  )

// Seen: terraform-provider-aws's and AWS's forums.
export const streamUnreachable = (): ServiceError =>
  invalid(
    'Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state.',
  )

// Unverified: the wording.
export const roleUnwanted = (): ServiceError =>
  invalid('destinationArn for vendor lambda cannot be used with roleArn')

// Unverified: the wording.
export const roleMissing = (): ServiceError =>
  invalid('destinationArn for vendor kinesis cannot be used without roleArn')

// Unverified: the wording.
export const invalidDestination = (): ServiceError => invalid('Invalid destinationArn.')

// Seen: jorgebastida/awslogs#210.
export const unclosedPattern = (open: string, close: string): ServiceError =>
  invalid(`If a filter pattern starts with '${open}' it must end with '${close}'`)

// Seen: dougmoscrop/serverless-plugin-log-subscription#47, modernisation-platform-environments#5137.
export const invalidCharacters = (characters: string): ServiceError =>
  invalid(`Invalid character(s) in term '${characters}'`)

// Seen: aws/aws-toolkit-jetbrains#3219.
export const invalidPattern = (): ServiceError => invalid('Invalid filter pattern')

// Seen: hashicorp/terraform-provider-aws#22105.
export const dimensionsUnsupported = (): ServiceError =>
  invalid('The specified filter pattern does not support dimensions')

// Unverified: the wording.
export const dimensionsWithDefault = (): ServiceError =>
  invalid(
    'Invalid metric transformation: dimensions and default value are mutually exclusive properties.',
  )

// Unverified: the wording.
export const tooManyDimensions = (most: number): ServiceError =>
  invalid(`Invalid metric transformation: the maximum number of dimensions is ${most}.`)

// Unverified: the wording.
export const invalidMetricValue = (): ServiceError =>
  invalid('Invalid metric transformation: the metric value is not valid for the filter pattern.')

// Unverified: the wording.
export const deletionProtected = (): ServiceError =>
  model.error('ValidationException', 'The log group has deletion protection enabled.')

// Unverified: the wording.
export const tagsRefused = (key: string): ServiceError =>
  invalid(`The tag with the key '${key}' is not valid.`)

// Unverified: the wording.
export const tooManyTags = (most: number): ServiceError =>
  model.error(
    'TooManyTagsException',
    `The number of tags exceeds the maximum of ${most} allowed for a resource.`,
  )
