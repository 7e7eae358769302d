/** What buses and schedules send to their targets, how often, and the error of an attempt. */
import { parseArn } from '../arn.ts'
import { isServiceError, ServiceError } from '../errors.ts'
import type { JournalRecord } from '../journal.ts'
import { readText } from '../late-text.ts'
import { andThen, type MaybePromise } from '../maybe-promise.ts'
import type { OutgoingMessage } from '../world/event-source-ports.ts'
import type { World } from '../world/world.ts'
import type { DeliveryOutcome } from './delivery.ts'
import { checkSender, type Sender } from './sender.ts'
import { exponential, type RetryPolicy } from './retry-policy.ts'

/** A message for a target. Each kind of target reads the members that it has room for. */
export interface TargetMessage extends Omit<OutgoingMessage, 'attributes' | 'key'> {
  /** Of a stream. */
  readonly partitionKey?: string | undefined
  /** Who sends it, which the target has to let in. */
  readonly sender: () => Sender | undefined
}

/**
 * Sends a message to a function, a stream, or whatever receives messages.
 *
 * @throws ServiceError if the target does not exist, or does not take it
 */
export function sendToTarget(
  world: World,
  arn: string,
  message: TargetMessage,
): MaybePromise<void> {
  const service = parseArn(arn)?.service ?? ''
  switch (service) {
    case 'lambda':
      return invokeTarget(world, arn, message)
    case 'kinesis': {
      checkSender(world, arn, message.cause, message.sender)
      const { body, partitionKey = '', cause } = message
      return putToStream(world, arn, { data: readText(body), partitionKey, cause })
    }
    default: {
      const receiver = world.ports.receiver?.(service)
      if (!receiver?.has(arn)) throw targetMissing(arn)
      checkSender(world, arn, message.cause, message.sender)
      return receiver.send(arn, message)
    }
  }
}

async function invokeTarget(
  world: World,
  arn: string,
  { body, cause, sender }: TargetMessage,
): Promise<void> {
  const event = toEvent(readText(body))
  await world.ports.functions.invoke({ function: arn, event, type: 'Event', cause, sender })
}

/** Lines of quoted text are no JSON; the function receives them as one string. Unverified. */
function toEvent(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Puts text or bytes into a Kinesis data stream. */
export function putToStream(
  world: World,
  arn: string,
  record: {
    readonly data: string | Uint8Array
    readonly partitionKey: string
    readonly cause: JournalRecord
  },
): void {
  const { dataStreams } = world.ports
  if (!dataStreams?.has(arn)) throw targetMissing(arn)
  dataStreams.put(arn, record)
}

export const targetMissing = (arn: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `The target ${arn} does not exist.`)

/** Makes one attempt. An error of AWS is its outcome. */
export function attemptOn(
  send: () => MaybePromise<void | DeliveryOutcome>,
): MaybePromise<DeliveryOutcome> {
  try {
    return andThen(send(), undefined, toOutcome, failureOf)
  } catch (error) {
    return failureOf(error)
  }
}

const toOutcome = (outcome: DeliveryOutcome | void): DeliveryOutcome => outcome ?? undefined

/** AWS: eb-rule-dlq.html, and re:Post on failed invocations: 5xx and 429 are retried. */
function failureOf(error: unknown): DeliveryOutcome {
  if (!isServiceError(error)) throw error
  const isFinal = error.status < 500 && error.status !== 429 && !isThrottled(error)
  return { status: 'failed', why: `${error.name}: ${error.message}`, error, isFinal }
}

export const isThrottled = ({ name }: Error): boolean => /Thrott|TooManyRequests/.test(name)

/** The RetryPolicy of a target, under AWS's names. */
export interface TargetRetryPolicy {
  readonly MaximumRetryAttempts?: number
  readonly MaximumEventAgeInSeconds?: number
}

// AWS: eb-rule-retry-policy.html, and Scheduler's API_RetryPolicy.html.
export const RETRY_ATTEMPTS = 185
export const EVENT_AGE_SECONDS = 86_400

// Unverified: the first and the longest delay.
const delays = exponential(1_000, 600_000)

/** AWS: eb-rule-retry-policy.html: exponential back-off with jitter, 185 times in 24 hours. */
export const retryOf = (policy: TargetRetryPolicy | undefined): RetryPolicy =>
  policy ? toRetry(policy) : UNLIMITED

const toRetry = ({
  MaximumRetryAttempts = RETRY_ATTEMPTS,
  MaximumEventAgeInSeconds = EVENT_AGE_SECONDS,
}: TargetRetryPolicy): RetryPolicy => ({
  delays,
  maxAttempts: 1 + MaximumRetryAttempts,
  maxAgeMs: 1_000 * MaximumEventAgeInSeconds,
  jitter: 0.5,
})

const UNLIMITED = toRetry({})
