/** Delivers an event to one target, with retries, and to its dead-letter queue. */
import { parseArn } from '../../core/arn.ts'
import type { DeadLetter, DeliveryOutcome, DeliveryRecord } from '../../core/delivery/delivery.ts'
import { exponential, type RetryPolicy } from '../../core/delivery/retry-policy.ts'
import {
  attemptOn,
  invokeTarget,
  isThrottled,
  putToStream,
  targetMissing,
  textAttribute,
  whyDead,
} from '../../core/delivery/target.ts'
import { isServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
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
    attempt: ({ record }) =>
      attemptOn(() => send(world, target, text, { ...matched, delivery: record })),
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
      return invokeTarget(world, Arn, text, cause)
    case 'events':
      return forward(world, Arn, matched)
    case 'kinesis': {
      const path = KinesisParameters?.PartitionKeyPath
      // AWS: KinesisParameters: the default partition key is the event's id.
      const key = path === undefined ? envelope.id : valueAt(envelope, path)
      const partitionKey = typeof key === 'string' ? key : JSON.stringify(key ?? envelope.id)
      return putToStream(world, Arn, { data: text, partitionKey, cause })
    }
    default: {
      const receiver = world.ports.receiver?.(service)
      if (!receiver?.has(Arn)) throw targetMissing(Arn)
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
  if (!world.state(eventbridge).buses.has(bus)) throw targetMissing(arn)
  take({ bus, envelope, causedBy, isForwarded: true })
  return undefined
}

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
  if (queue === undefined) return undefined
  const receiver = world.ports.receiver?.('sqs')
  if (!receiver?.has(queue)) throw targetMissing(queue)
  return receiver.send(queue, {
    body: JSON.stringify(envelope),
    attributes: {
      RULE_ARN: textAttribute(arnOfRule),
      TARGET_ARN: textAttribute(Arn),
      ERROR_CODE: textAttribute(codeOf(letter.error)),
      ...whyDead(letter),
    },
    cause: letter.record,
  })
}

function codeOf(error: unknown): string {
  if (!isServiceError(error)) return 'INTERNAL_ERROR'
  if (isThrottled(error)) return 'THROTTLING'
  if (/AccessDenied/.test(error.name)) return 'NO_PERMISSIONS'
  if (/NotFound|NonExistent|DoesNotExist/.test(error.name)) return 'NO_RESOURCE'
  return error.status >= 500 ? 'ERROR_FROM_TARGET' : 'SDK_CLIENT_ERROR'
}
