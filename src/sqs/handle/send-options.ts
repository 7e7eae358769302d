/** The messages that a handle sends: objects become JSON, plain values become attributes. */
import { checkNames, nameOf, shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import type { SendRequest } from '../sending/checks.ts'
import type { GivenAttribute } from '../sending/attributes.ts'

/** Options of `send` and `seed`. */
export interface SendOptions {
  /** The message becomes visible after this time: up to 15 minutes. Default: the queue's delay. */
  readonly delay?: Duration
  /** Message attributes: strings, numbers or bytes, or SQS's own form for custom types. */
  readonly attributes?: Readonly<Record<string, string | number | Uint8Array | GivenAttribute>>
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
    MessageBody: toBody(body, caller),
    ...(delay !== undefined && { DelaySeconds: toWholeSeconds(delay, 'delay', caller) }),
    ...(attributes && {
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, toAttribute(name, value, caller)]),
      ),
    }),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
  }
}

function toBody(body: unknown, caller: string): string {
  if (typeof body === 'string') return body
  const text: unknown = body === undefined ? undefined : stringify(body)
  if (typeof text === 'string') return text
  throw new MisuseError(`${caller} received ${nameOf(body)} as the body.`, 'text, or a JSON value')
}

function stringify(body: unknown): unknown {
  try {
    return JSON.stringify(body)
  } catch {
    // A circular object or a bigint: refused by the caller, which names it.
    return undefined
  }
}

function toAttribute(name: string, value: unknown, caller: string): GivenAttribute {
  if (typeof value === 'string') return { DataType: 'String', StringValue: value }
  if (typeof value === 'number') return { DataType: 'Number', StringValue: String(value) }
  if (value instanceof Uint8Array) return { DataType: 'Binary', BinaryValue: value }
  if (typeof value === 'object' && value !== null && 'DataType' in value)
    return value as GivenAttribute
  throw new MisuseError(
    `${caller} received the attribute ${name}: ${shownValue(value)}.`,
    "a string, a number, bytes, or { DataType: 'String.custom', StringValue: '...' }",
  )
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
