/** Checks of a message to send: characters, delay, ids of groups and deduplication. */
import { invalidContents, invalidParameter, invalidValue } from '../errors.ts'
import { MAX_DELAY_SECONDS } from '../limits.ts'
import type { QueueDefinition } from '../queues/definition.ts'
import type { GivenAttributes } from './attributes.ts'

/** SendMessage, or an entry of SendMessageBatch. */
export interface SendRequest {
  readonly MessageBody: string
  readonly DelaySeconds?: number
  readonly MessageAttributes?: GivenAttributes
  readonly MessageSystemAttributes?: GivenAttributes
  readonly MessageDeduplicationId?: string
  readonly MessageGroupId?: string
}

// Recorded: test_send_message_with_invalid_payload_characters. A lone surrogate is not a character.
const INVALID =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

export function checkBody(body: string): void {
  if (INVALID.test(body)) throw invalidContents()
}

// AWS: API_SendMessage.html: letters, digits and punctuation.
const ID = /^[!-~]{1,128}$/
const NOT_FOR_THIS_TYPE = 'The request include parameter that is not valid for this queue type.'

// Recorded: sqs-group-1, sqs-dedup-1.
function checkId(value: string, name: 'MessageGroupId' | 'MessageDeduplicationId'): void {
  if (ID.test(value)) return
  throw invalidParameter(
    value,
    name,
    `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  )
}

export function checkIds(
  { isFifo, settings }: QueueDefinition,
  { MessageGroupId, MessageDeduplicationId }: Omit<SendRequest, 'MessageBody'>,
  missingGroup: () => Error,
): void {
  if (MessageGroupId !== undefined) checkId(MessageGroupId, 'MessageGroupId')
  if (MessageDeduplicationId !== undefined) {
    checkId(MessageDeduplicationId, 'MessageDeduplicationId')
    if (!isFifo) {
      // Unverified: the wording was recorded for DelaySeconds of FIFO queues.
      throw invalidParameter(MessageDeduplicationId, 'MessageDeduplicationId', NOT_FOR_THIS_TYPE)
    }
  }
  if (!isFifo) return
  if (MessageGroupId === undefined) throw missingGroup()
  if (MessageDeduplicationId === undefined && !settings.deduplicatesByContent) {
    // Recorded: sqs-fifo-2.
    throw invalidValue(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    )
  }
}

/** Returns the delay of a message in milliseconds. */
export function delayOf(
  { isFifo, settings }: QueueDefinition,
  seconds: number | undefined,
): number {
  if (seconds === undefined) return settings.delayMs
  if (!(seconds >= 0 && seconds <= MAX_DELAY_SECONDS)) {
    // Unverified: the wording, which public reports quote.
    throw invalidParameter(
      seconds,
      'DelaySeconds',
      `DelaySeconds must be >= 0 and <= ${MAX_DELAY_SECONDS}.`,
    )
  }
  if (!isFifo) return seconds * 1000
  // Recorded: sqs-fifo-5; sqs-fifo-6: 0 is accepted, and the queue's delay applies.
  if (seconds > 0) throw invalidParameter(seconds, 'DelaySeconds', NOT_FOR_THIS_TYPE)
  return settings.delayMs
}

/**
 * Returns AWSTraceHeader, the only system attribute that a caller may send.
 *
 * AWS: API_SendMessage.html. Unverified: the wordings.
 */
export function traceHeaderOf(given: GivenAttributes | undefined): string | undefined {
  if (given === undefined) return undefined
  for (const [name, attribute] of Object.entries(given)) {
    if (name !== 'AWSTraceHeader') {
      throw invalidValue(`Message system attribute name '${name}' is invalid.`)
    }
    if (attribute.DataType !== 'String' || !attribute.StringValue) {
      throw invalidValue(
        `Message system attribute '${name}' must contain a non-empty value of type 'String'.`,
      )
    }
  }
  return given['AWSTraceHeader']?.StringValue
}
