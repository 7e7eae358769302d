/** Delivers an event to one target, with retries, and to its dead-letter queue. */
import { parseArn } from '../../core/arn.ts'
import type { DeadLetter, DeliveryOutcome, DeliveryRecord } from '../../core/delivery/delivery.ts'
import { exponential, type RetryPolicy } from '../../core/delivery/retry-policy.ts'
import { isServiceError, ServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { andThen, type MaybePromise } from '../../core/maybe-promise.ts'
import type { MessageAttribute } from '../../core/world/event-source-ports.ts'
import type { World } from '../../core/world/world.ts'
import { busNameIn, ruleArn } from '../buses/names.ts'
import { EVENT_AGE_SECONDS, RETRY_ATTEMPTS } from '../limits.ts'
import { eventbridge } from '../service.ts'
import { inputFor } from '../targets/input.ts'
import { valueAt } from '../targets/path.ts'
import type { StoredTarget } from '../targets/target.ts'
import type { EventEnvelope } from '../targets/envelope.ts'

export interface MatchedEvent {
  readonly event: JournalRecord
  readonly envelope: EventEnvelope
  readonly rule: string
  readonly bus: string
  readonly isForwarded: boolean
  /** Takes the event on another bus. */
  take(arrival: {
    readonly bus: string
    readonly envelope: EventEnvelope
    readonly causedBy: JournalRecord
    readonly isForwarded: true
  }): void
}

/** `delivery` is the cause of everything that the target does with the event. */
interface Attempt extends MatchedEvent {
  readonly delivery: DeliveryRecord
}

export function deliverTo(world: World, target: StoredTarget, matched: MatchedEvent): void {
  const { pump } = world.state(eventbridge)
  const { envelope, event: causedBy, bus, rule } = matched
  const to = target.Arn
  const arnOfRule = ruleArn(world.options, bus, rule)
  const facts = { envelope, ruleArn: arnOfRule, ruleName: rule, ingestedAt: causedBy.at }
  const input = inputFor(target, facts)
  // Recorded: ev-tf-bad-1: the event is lost, and no dead-letter queue receives it.
  if ('why' in input) {
    pump.recordFiltered({ to, causedBy }, input.why)
    return
  }
  const { text } = input
  pump.deliver<DeliveryOutcome>({
    to,
    causedBy,
    retry: retryOf(target),
    attempt({ record }) {
      try {
        const sent = send(world, target, text, { ...matched, delivery: record })
        return andThen(sent, undefined, toOutcome, failureOf)
      } catch (error) {
        return failureOf(error)
      }
    },
    onFailed: (letter) => sendDeadLetter(world, target, { envelope, ruleArn: arnOfRule, letter }),
  })
}

// AWS: eb-rule-retry-policy.html: exponential back-off with jitter, 185 times in 24 hours.
// Unverified: the first and the longest delay.
const delays = exponential(1_000, 600_000)

const retryOf = ({ RetryPolicy = {} }: StoredTarget): RetryPolicy => ({
  delays,
  maxAttempts: 1 + (RetryPolicy.MaximumRetryAttempts ?? RETRY_ATTEMPTS),
  maxAgeMs: 1_000 * (RetryPolicy.MaximumEventAgeInSeconds ?? EVENT_AGE_SECONDS),
  jitter: 0.5,
})

const toOutcome = (outcome: DeliveryOutcome | void): DeliveryOutcome => outcome ?? undefined

/** AWS: eb-rule-dlq.html, and re:Post on failed invocations: 5xx and 429 are retried. */
function failureOf(error: unknown): DeliveryOutcome {
  if (!isServiceError(error)) throw error
  const isFinal = error.status < 500 && error.status !== 429 && !THROTTLED.test(error.name)
  return { status: 'failed', why: `${error.name}: ${error.message}`, error, isFinal }
}

const THROTTLED = /Thrott|TooManyRequests/

function send(
  world: World,
  target: StoredTarget,
  text: string,
  matched: Attempt,
): MaybePromise<void | DeliveryOutcome> {
  const { delivery: cause, envelope } = matched
  const { Arn, SqsParameters, KinesisParameters } = target
  const service = parseArn(Arn)?.service ?? ''
  switch (service) {
    case 'lambda':
      return invoke(world, Arn, text, cause)
    case 'events':
      return forward(world, Arn, matched)
    case 'kinesis': {
      const path = KinesisParameters?.PartitionKeyPath
      // AWS: KinesisParameters: the default partition key is the event's id.
      const key = path === undefined ? envelope.id : valueAt(envelope, path)
      const partitionKey = typeof key === 'string' ? key : JSON.stringify(key ?? envelope.id)
      const { dataStreams } = world.ports
      if (!dataStreams?.has(Arn)) throw missing(Arn)
      dataStreams.put(Arn, { data: text, partitionKey, cause })
      return undefined
    }
    default: {
      const receiver = world.ports.receiver?.(service)
      if (!receiver?.has(Arn)) throw missing(Arn)
      const groupId = SqsParameters?.MessageGroupId
      return receiver.send(Arn, {
        body: text,
        // Unverified: the event's id is the deduplication id, so that a retry is no second message.
        ...(groupId !== undefined && { groupId, deduplicationId: envelope.id }),
        cause,
      })
    }
  }
}

async function invoke(
  world: World,
  arn: string,
  text: string,
  cause: JournalRecord,
): Promise<void> {
  await world.ports.functions.invoke({ function: arn, event: toEvent(text), type: 'Event', cause })
}

/** Lines of quoted text are no JSON; the function receives them as one string. Unverified. */
function toEvent(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function forward(
  world: World,
  arn: string,
  { delivery: causedBy, envelope, isForwarded, bus: from, take }: Attempt,
): undefined | DeliveryOutcome {
  // AWS: eb-bus-to-bus.html: an event that another bus sent is not routed to a third one.
  if (isForwarded) {
    const why = `The event came from another bus to ${from}, and goes to no third one.`
    return { status: 'filtered', why }
  }
  const bus = busNameIn(arn)
  if (!world.state(eventbridge).buses.has(bus)) throw missing(arn)
  take({ bus, envelope, causedBy, isForwarded: true })
  return undefined
}

const missing = (arn: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `The target ${arn} does not exist.`)

const attribute = (value: string): MessageAttribute => ({
  DataType: 'String',
  StringValue: value,
})

/**
 * The event as it was, so that it can be put again. AWS: eb-rule-dlq.html lists the attributes and
 * codes. Unverified: which error has which code, and the types of the attributes.
 */
function sendDeadLetter(
  world: World,
  { Arn, DeadLetterConfig }: StoredTarget,
  {
    envelope,
    ruleArn: arnOfRule,
    letter,
  }: {
    readonly envelope: EventEnvelope
    readonly ruleArn: string
    readonly letter: DeadLetter
  },
): MaybePromise<void> {
  const queue = DeadLetterConfig?.Arn
  const { error, reason, record } = letter
  if (queue === undefined) return undefined
  const receiver = world.ports.receiver?.('sqs')
  if (!receiver?.has(queue)) throw missing(queue)
  const condition = CONDITIONS[reason]
  return receiver.send(queue, {
    body: JSON.stringify(envelope),
    attributes: {
      RULE_ARN: attribute(arnOfRule),
      TARGET_ARN: attribute(Arn),
      ERROR_CODE: attribute(codeOf(error)),
      ERROR_MESSAGE: attribute(error instanceof Error && error.message ? error.message : '-'),
      ...(condition && { EXHAUSTED_RETRY_CONDITION: attribute(condition) }),
      RETRY_ATTEMPTS: {
        DataType: 'Number',
        StringValue: String(Math.max(0, record.attempt - 1)),
      },
    },
    cause: record,
  })
}

const CONDITIONS: Readonly<Record<DeadLetter['reason'], string | undefined>> = {
  rejected: undefined,
  retriesExhausted: 'MaximumRetryAttempts',
  tooOld: 'MaximumEventAgeInSeconds',
}

function codeOf(error: unknown): string {
  if (!isServiceError(error)) return 'INTERNAL_ERROR'
  if (THROTTLED.test(error.name)) return 'THROTTLING'
  if (/AccessDenied/.test(error.name)) return 'NO_PERMISSIONS'
  if (/NotFound|NonExistent|DoesNotExist/.test(error.name)) return 'NO_RESOURCE'
  return error.status >= 500 ? 'ERROR_FROM_TARGET' : 'SDK_CLIENT_ERROR'
}
