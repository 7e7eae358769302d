/** The options with which a queue's handle sends messages. */
import { checkNames, shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import {
  toMessageAttributes,
  toText,
  type AttributesInput,
} from '../../core/handles/message-input.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import type { SendRequest } from '../sending/checks.ts'

/** Options of `send` and `seed`. */
export interface SendOptions {
  /** The message becomes visible after this time: up to 15 minutes. Default: the queue's delay. */
  readonly delay?: Duration
  /** Message attributes: strings, numbers or bytes, or SQS's own form for custom types. */
  readonly attributes?: AttributesInput
  /** The message group. Required in FIFO queues. */
  readonly groupId?: string
  /** In FIFO queues. Default: a digest of the body, if the queue has content-based deduplication. */
  readonly deduplicationId?: string
}

const NAMES: Readonly<Record<keyof SendOptions, true>> = {
  delay: true,
  attributes: true,
  groupId: true,
  deduplicationId: true,
}

export function toSendRequest(body: unknown, options: SendOptions, caller: string): SendRequest {
  checkNames(options, caller, Object.keys(NAMES))
  const { delay, attributes, groupId, deduplicationId } = options
  return {
    MessageBody: toText(body, caller),
    ...(delay !== undefined && { DelaySeconds: toWholeSeconds(delay, 'delay', caller) }),
    ...(attributes && { MessageAttributes: toMessageAttributes(attributes, caller) }),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
  }
}

/** SQS counts whole seconds. */
export function toWholeSeconds(duration: Duration, option: string, caller: string): number {
  const seconds = toMilliseconds(duration, `${caller}: ${option}`) / 1000
  if (Number.isInteger(seconds)) return seconds
  throw new MisuseError(
    `${caller} received ${option}: ${shownValue(duration)}.`,
    'whole seconds, as SQS counts them',
  )
}
