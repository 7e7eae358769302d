/** Runs a schedule: sends its input to its target, with retries, and to its dead-letter queue. */
import { parseArn } from '../../core/arn.ts'
import type { DeadLetter, DeliveryOutcome, DeliveryRecord } from '../../core/delivery/delivery.ts'
import { exponential, type RetryPolicy } from '../../core/delivery/retry-policy.ts'
import {
  attemptOn,
  invokeTarget,
  putToStream,
  targetMissing,
  textAttribute,
  whyDead,
} from '../../core/delivery/target.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import { EVENT_AGE_SECONDS, RETRY_ATTEMPTS } from '../limits.ts'
import { scheduleArn } from '../names.ts'
import { scheduler } from '../service.ts'
import { keyOfSchedule, type StoredSchedule, type Target } from '../state.ts'
import { defaultInput, fillInput, type RunFacts } from './input.ts'
import { RunRecord } from './run-record.ts'

/** `whenOver` is called once the target has its input, or the run was given up. */
export function runSchedule(
  world: World,
  schedule: StoredSchedule,
  dueAt: number,
  whenOver: () => void,
): void {
  const { Target: target } = schedule.definition
  const key = keyOfSchedule(schedule)
  const facts: RunFacts = {
    scheduleArn: scheduleArn(world.options, key),
    scheduledTime: new Date(dueAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    executionId: world.ids.text('schedule-execution', 16, '0123456789abcdef'),
  }
  const input = target.Input ?? (isBus(target) ? '{}' : defaultInput(world, facts))
  const record = world.journal.append(
    new RunRecord({
      at: world.clock.now(),
      causedBy: world.journal.root,
      schedule: key,
      scheduledTime: facts.scheduledTime,
      executionId: facts.executionId,
      to: target.Arn,
      input: fillInput(input, facts, 1),
    }),
  )
  record.delivery = world.state(scheduler).pump.deliver<DeliveryOutcome>({
    to: target.Arn,
    causedBy: record,
    retry: retryOf(target),
    attempt({ number, record: delivery }) {
      record.input = fillInput(input, facts, number)
      return attemptOn(() => send(world, target, record, delivery))
    },
    onDelivered: whenOver,
    onFailed(letter) {
      whenOver()
      return sendDeadLetter(world, target, { record, facts, letter })
    },
  })
}

const isBus = ({ Arn }: Target): boolean => parseArn(Arn)?.service === 'events'

// AWS: RetryPolicy: exponential back-off. Unverified: the first and the longest delay.
const delays = exponential(1_000, 600_000)

const retryOf = ({ RetryPolicy: policy = {} }: Target): RetryPolicy => ({
  delays,
  maxAttempts: 1 + (policy.MaximumRetryAttempts ?? RETRY_ATTEMPTS),
  maxAgeMs: 1_000 * (policy.MaximumEventAgeInSeconds ?? EVENT_AGE_SECONDS),
  jitter: 0.5,
})

function send(
  world: World,
  { Arn, EventBridgeParameters, KinesisParameters, SqsParameters }: Target,
  { input: body, executionId }: RunRecord,
  cause: DeliveryRecord,
): MaybePromise<void> {
  const service = parseArn(Arn)?.service ?? ''
  if (service === 'lambda') return invokeTarget(world, Arn, body, cause)
  if (service === 'kinesis') {
    const partitionKey = KinesisParameters?.PartitionKey ?? ''
    return putToStream(world, Arn, { data: body, partitionKey, cause })
  }
  const receiver = world.ports.receiver?.(service)
  if (!receiver?.has(Arn)) throw targetMissing(Arn)
  const groupId = SqsParameters?.MessageGroupId
  return receiver.send(Arn, {
    body,
    // Unverified: the execution's id is the deduplication id, so that a retry is no second message.
    ...(groupId !== undefined && { groupId, deduplicationId: executionId }),
    ...(EventBridgeParameters && {
      event: {
        source: EventBridgeParameters.Source,
        detailType: EventBridgeParameters.DetailType,
        resources: [],
      },
    }),
    cause,
  })
}

/** AWS: https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
function sendDeadLetter(
  world: World,
  { Arn, DeadLetterConfig }: Target,
  {
    record,
    facts,
    letter,
  }: { readonly record: RunRecord; readonly facts: RunFacts; readonly letter: DeadLetter },
): MaybePromise<void> {
  const queue = DeadLetterConfig?.Arn
  if (queue === undefined) return undefined
  const receiver = world.ports.receiver?.('sqs')
  if (!receiver?.has(queue)) throw targetMissing(queue)
  const { error } = letter
  return receiver.send(queue, {
    body: record.input,
    attributes: {
      ERROR_CODE: textAttribute(error instanceof Error ? error.name : 'InternalFailure'),
      EXECUTION_ID: textAttribute(facts.executionId),
      IS_PAYLOAD_TRUNCATED: textAttribute('false'),
      SCHEDULED_TIME: textAttribute(facts.scheduledTime),
      SCHEDULE_ARN: textAttribute(facts.scheduleArn),
      TARGET_ARN: textAttribute(Arn),
      // Unverified: the types of the attributes.
      ...whyDead(letter),
    },
    cause: letter.record,
  })
}
