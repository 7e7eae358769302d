/** SNS's errors, one factory per wording. */
import type { ServiceError } from '../core/errors.ts'
import { model } from './api/define-operation.ts'

/** `Invalid parameter: Topic Name`. Nearly every refusal of SNS begins so. */
export const invalidParameter = (reason: string): ServiceError =>
  model.error('InvalidParameterException', `Invalid parameter: ${reason}`)

/** Its code is ParameterValueInvalid. */
export const invalidValue = (message: string): ServiceError =>
  model.error('InvalidParameterValueException', message)

// Recorded: sns-t-4.
export const topicNotFound = (): ServiceError =>
  model.error('NotFoundException', 'Topic does not exist')

// Recorded: test_delete_subscriptions_on_delete_topic.
export const subscriptionNotFound = (): ServiceError =>
  model.error('NotFoundException', 'Subscription does not exist')

// Unverified: the wording, which public reports quote.
export const resourceNotFound = (): ServiceError =>
  model.error('ResourceNotFoundException', 'Resource does not exist')

// Recorded: sns-t-5, sns-s-unsub-1.
export const tooFewElements = (parameter: string, count: number): ServiceError =>
  invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${count}`)

// Recorded: sns-s-sms-4: without the usual beginning.
export const invalidSmsEndpoint = (endpoint: string): ServiceError =>
  model.error('InvalidParameterException', `Invalid SMS endpoint: ${endpoint}`)

// Recorded: test_confirm_subscription_errors: a token of the wrong form, without the usual beginning.
export const malformedToken = (): ServiceError =>
  model.error('InvalidParameterException', 'Invalid token')

// Recorded: sns-p-batch-11.
export const tooManyEntries = (): ServiceError =>
  model.error(
    'TooManyEntriesInBatchRequestException',
    'The batch request contains more entries than permissible.',
  )

// Recorded: sns-p-batch-dup.
export const entryIdRepeated = (): ServiceError =>
  model.error(
    'BatchEntryIdsNotDistinctException',
    'Two or more batch entries in the request have the same Id.',
  )

// AWS: API_PublishBatch.html. Unverified: the wording.
export const emptyBatch = (): ServiceError =>
  model.error('EmptyBatchRequestException', "The batch request doesn't contain any entries.")

// AWS: API_PublishBatch.html. Unverified: the wording.
export const invalidEntryId = (): ServiceError =>
  model.error(
    'InvalidBatchEntryIdException',
    "The Id of a batch entry in a batch request doesn't abide by the specification.",
  )

// Recorded: test_publish_batch_messages_too_long.
export const batchTooLong = (): ServiceError =>
  model.error(
    'BatchRequestTooLongException',
    'The length of all the messages put together is more than the limit.',
  )

// AWS: API_TagResource.html. Unverified: the wording.
export const tooManyTags = (): ServiceError =>
  model.error(
    'TagLimitExceededException',
    'Could not complete request: tag quota of per resource exceeded',
  )
