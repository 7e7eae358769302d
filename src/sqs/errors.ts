/** SQS's errors, one factory per wording. */
import type { ServiceError } from '../core/errors.ts'
import { model } from './api/define-operation.ts'
import * as limits from './limits.ts'

// Recorded: test_non_existent_queue. The query protocol has another text (protocol/sqs-query.ts).
export const queueDoesNotExist = (): ServiceError =>
  model.error('QueueDoesNotExist', 'The specified queue does not exist.')

// AWS: CommonErrors.html. Unverified: the wording.
export const invalidAddress = (address: string): ServiceError =>
  model.error('InvalidAddress', `The address ${address} is not valid for this endpoint.`)

// Recorded: test_create_queue_with_different_attributes_raises_exception.
export const queueNameExists = (attribute: string): ServiceError =>
  model.error(
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  )

// Recorded: test_create_queue_recently_deleted.
export const queueDeletedRecently = (): ServiceError =>
  model.error(
    'QueueDeletedRecently',
    'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  )

// Recorded: test_purge_queue_deletes_... (sqs-q-purge).
export const purgeInProgress = (queue: string): ServiceError =>
  model.error(
    'PurgeQueueInProgress',
    `Only one PurgeQueue operation on ${queue} is allowed every 60 seconds.`,
  )

/** `Value 11 for parameter MaxNumberOfMessages is invalid. Reason: ...` */
export const invalidParameter = (
  value: string | number,
  parameter: string,
  reason: string,
): ServiceError =>
  invalidValue(`Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`)

export const invalidValue = (message: string): ServiceError =>
  model.error('InvalidParameterValueException', message)

export const missingParameter = (name: string): ServiceError =>
  model.error(
    'MissingRequiredParameterException',
    `The request must contain the parameter ${name}.`,
  )

// Recorded: sqs-query-4, sqs-q-fifoattr-1.
export const unknownAttribute = (name: string): ServiceError =>
  model.error('InvalidAttributeName', `Unknown Attribute ${name}.`)

// Recorded: sqs-q-fifoattr-3.
export const onlyForFifo = (name: string): ServiceError =>
  model.error(
    'InvalidAttributeName',
    `You can specify the ${name} only when FifoQueue is set to true.`,
  )

// Recorded: sqs-q-fifo-set, with a reason. Unverified: that other attributes have none.
export const invalidAttributeValue = (name: string, reason?: string): ServiceError =>
  model.error(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${name}.${reason === undefined ? '' : ` Reason: ${reason}`}`,
  )

// Recorded: test_sse_attributes_are_accepted (SqsManagedSseEnabled beside KmsMasterKeyId).
export const oneEncryption = (): ServiceError =>
  model.error(
    'InvalidAttributeValue',
    'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
  )

// Recorded: sqs-vis-9.
export const invalidReceiptHandle = (handle: string): ServiceError =>
  model.error(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  )

// Recorded: test_fifo_delete_after_visibility_timeout.
export const receiptHandleExpired = (handle: string): ServiceError =>
  invalidParameter(handle, 'ReceiptHandle', 'The receipt handle has expired.')

// Recorded: sqs-vis-8.
export const notInFlight = (handle: string): ServiceError =>
  invalidParameter(
    handle,
    'ReceiptHandle',
    'Message does not exist or is not available for visibility timeout change.',
  )

// Recorded: test_send_message_with_invalid_payload_characters (the code). Unverified: the wording.
export const invalidContents = (): ServiceError =>
  model.error(
    'InvalidMessageContents',
    'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
  )

// Recorded: test_send_oversized_message.
export const messageTooLong = (limit: number): ServiceError =>
  invalidValue(
    `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
  )

// Recorded: test_send_batch_message_size.
export const entryTooLong = (limit: number): ServiceError =>
  invalidValue(
    `One or more parameters cannot be validated. Reason: Message must be shorter than ${limit} bytes.`,
  )

// Recorded: sqs-007.
export const batchTooLong = (bytes: number): ServiceError =>
  model.error(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${limits.MAX_MESSAGE_BYTES} bytes. You have sent ${bytes} bytes.`,
  )

// Recorded: test_too_many_entries_in_batch_request.
export const tooManyEntries = (count: number): ServiceError =>
  model.error(
    'TooManyEntriesInBatchRequest',
    `Maximum number of entries per request are ${limits.MAX_BATCH_ENTRIES}. You have sent ${count}.`,
  )

// AWS: API_SendMessageBatch.html. Recorded: test_send_message_batch_with_empty_list (the code).
export const emptyBatch = (operation: string): ServiceError =>
  model.error(
    'EmptyBatchRequest',
    `There should be at least one ${operation}RequestEntry in the request.`,
  )

// Recorded: sqs-batchid-1.
export const invalidEntryId = (): ServiceError =>
  model.error(
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  )

// AWS: API_SendMessageBatch.html. Unverified: the wording.
export const entryIdRepeated = (id: string): ServiceError =>
  model.error('BatchEntryIdsNotDistinct', `Id ${id} repeated.`)

// AWS: API_ReceiveMessage.html, OverLimit. Unverified: the wording.
export const tooManyInFlight = (): ServiceError =>
  model.error('OverLimit', 'Too many messages in flight')

// Recorded: sqs-move-2.
export const noSuchArn = (parameter: string): ServiceError =>
  model.error(
    'ResourceNotFoundException',
    `The resource that you specified for the ${parameter} parameter doesn't exist.`,
  )

// Recorded: test_sqs_move_task, cancel with a wrong id.
export const noSuchTask = (): ServiceError =>
  model.error('ResourceNotFoundException', 'Task does not exist.')
