/** Errors of event source mappings, one factory per wording. */
import { ServiceError } from '../../core/errors.ts'

const refused = (message: string, code = 'InvalidParameterValueException', status = 400) =>
  new ServiceError(code, message, { status, fields: { Type: 'User' } })

// Recorded: test_lambda_api TestLambdaEventSourceMappings, unless noted otherwise.

export const unknownMapping = (): ServiceError =>
  refused('The resource you requested does not exist.', 'ResourceNotFoundException', 404)

export const unrecognizedSource = (): ServiceError => refused('Unrecognized event source.')

export const unknownFunction = (): ServiceError => refused('Function does not exist')

export const invalidFilter = (): ServiceError => refused('Invalid filter pattern definition.')

// AWS: invocation-eventfiltering.html. Unverified: the wording.
export const tooManyFilters = (most: number): ServiceError =>
  refused(`FilterCriteria exceeds the maximum of ${most} filters.`)

export const noStartingPosition = (): ServiceError =>
  refused(
    "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
  )

export const unsupportedStart = (arn: string): ServiceError =>
  refused(`Unsupported starting position for arn type: ${arn}`)

export const batchNeedsWindow = (): ServiceError =>
  refused(
    'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
  )

// Recorded for DestinationConfig. Unverified: the same words for the other members.
export const unsupportedMember = (member: string): ServiceError =>
  refused(`Unsupported ${member} parameter for given event source mapping type.`)

// Unverified: the wording.
export const batchTooLarge = (batchSize: number, most: number): ServiceError =>
  refused(`BatchSize ${batchSize} exceeds the max of ${most}`)

// AWS: API_CreateEventSourceMapping.html, MaximumRecordAgeInSeconds. Unverified: the wording.
export const invalidRecordAge = (): ServiceError =>
  refused('MaximumRecordAgeInSeconds must be -1, or between 60 and 604800.')

export const mappingExists = (
  service: string,
  arn: string,
  functionName: string,
  uuid: string,
): ServiceError =>
  refused(
    service === 'sqs'
      ? `An event source mapping with SQS arn (" ${arn} ") and function (" ${functionName} ") already exists. Please update or delete the existing mapping with UUID ${uuid}`
      : `The event source arn (" ${arn} ") and function (" ${functionName} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${uuid}`,
    'ResourceConflictException',
    409,
  )

// AWS: as users report it: repost.aws, "Stream not found".
export const streamNotFound = (arn: string): ServiceError => refused(`Stream not found: ${arn}`)

// AWS: as users report it: github.com/serverless/serverless/issues/6077
export const queueNotFound = (): ServiceError =>
  refused(
    'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
  )

// AWS: as users report it: repost.aws, "Queue visibility timeout is less than Function timeout".
export const visibilityTooShort = (queueSeconds: number, functionSeconds: number): ServiceError =>
  refused(
    `Queue visibility timeout: ${queueSeconds} seconds is less than Function timeout: ${functionSeconds} seconds`,
  )

// Unverified: the wording.
export const destinationNotFound = (arn: string): ServiceError =>
  refused(`The destination ARN ${arn} is invalid.`)

// AWS: as users report them: re:Post, "Lambda function is not triggered by the event source".
export const mayNotReceive = (): ServiceError =>
  refused('The provided execution role does not have permissions to call ReceiveMessage on SQS')

export const mayNotReadStream = (arn: string, actions: string): ServiceError =>
  refused(
    `Cannot access stream ${arn}. Please ensure the role can perform the ${actions} Actions on your stream in IAM.`,
  )
