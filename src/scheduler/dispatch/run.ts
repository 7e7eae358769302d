/** Runs a schedule: sends its input to its target, with retries, and to its dead-letter queue. */
import { parseArn } from '../../core/arn.ts'
import { sendDeadLetter, textAttribute } from '../../core/delivery/dead-letters.ts'
import type {
  DeadLetter,
  DeliveryAttempt,
  DeliveryOutcome,
  DeliveryTask,
} from '../../core/delivery/delivery.ts'
import type { Sender } from '../../core/delivery/sender.ts'
import { attemptOn, retryOf, sendToTarget } from '../../core/delivery/target.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { Text } from '../../core/late-text.ts'
import { ScheduledEvent } from '../../core/schedules/scheduled-event.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import { groupArn } from '../names.ts'
import { scheduler } from '../service.ts'
import { keyOfSchedule, type StoredSchedule, type Target } from '../state.ts'
import { RunRecord } from './run-record.ts'

/** `whenOver` is called once the target has its input, or the run was given up. */
export function runSchedule(
  world: World,
  schedule: StoredSchedule,
  dueAt: number,
  whenOver: (() => void) | undefined,
): void {
  const target = schedule.definition.Target
  const record = new RunRecord(world.journal.root, {
    at: world.clock.now(),
    dueAt,
    schedule: keyOfSchedule(schedule),
    executionId: world.ids.text('schedule-execution', 16, '0123456789abcdef'),
    to: target.Arn,
    input: target.Input ?? defaultInput(world, schedule, dueAt),
    scope: world.options,
  })
  world.journal.append(record)
  const run = new ScheduledDelivery(world, schedule, record, whenOver)
  record.follow(world.state(scheduler).pump.deliver(run))
}

function defaultInput({ ids }: World, { definition, events }: StoredSchedule, dueAt: number): Text {
  if (isBus(definition.Target)) return '{}'
  return new ScheduledEvent(events, ids.uuid('event'), dueAt)
}

const isBus = ({ Arn }: Target): boolean => parseArn(Arn)?.service === 'events'

/**
 * AWS: https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
 * A schedule that the test declared has no role of its own, and may send what it was made for.
 */
function senderFor(
  { options }: World,
  { definition, declared, group }: StoredSchedule,
): Sender | undefined {
  const { RoleArn: role } = definition.Target
  if (declared?.definition.Target.RoleArn === role) return undefined
  return { service: 'scheduler.amazonaws.com', sourceArn: groupArn(options, group), role }
}

class ScheduledDelivery implements DeliveryTask {
  readonly to: string
  readonly causedBy: JournalRecord
  readonly retry
  readonly onDelivered: (() => void) | undefined
  readonly #world: World
  readonly #target: Target
  readonly #record: RunRecord
  readonly #whenOver: (() => void) | undefined

  constructor(
    world: World,
    schedule: StoredSchedule,
    record: RunRecord,
    whenOver: (() => void) | undefined,
  ) {
    const target = schedule.definition.Target
    this.to = target.Arn
    this.causedBy = record
    this.retry = retryOf(target.RetryPolicy)
    this.onDelivered = whenOver
    this.#world = world
    this.#target = target
    this.#sender = () => senderFor(world, schedule)
    this.#record = record
    this.#whenOver = whenOver
  }

  attempt({ number, record: cause }: DeliveryAttempt): MaybePromise<DeliveryOutcome> {
    return attemptOn(() => this.#send(this.#record.inputOf(number), cause))
  }

  readonly #sender: () => Sender | undefined

  #send(body: Text, cause: JournalRecord): MaybePromise<void> {
    const { EventBridgeParameters: event, KinesisParameters, SqsParameters } = this.#target
    const groupId = SqsParameters?.MessageGroupId
    return sendToTarget(this.#world, this.to, {
      body,
      cause,
      sender: this.#sender,
      partitionKey: KinesisParameters?.PartitionKey,
      groupId,
      // Unverified: the execution's id is the deduplication id, so that a retry is no second message.
      deduplicationId: groupId === undefined ? undefined : this.#record.executionId,
      event: event && { source: event.Source, detailType: event.DetailType, resources: [] },
    })
  }

  /** AWS: https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
  onFailed(letter: DeadLetter): MaybePromise<void> {
    const record = this.#record
    const { error } = letter
    this.#whenOver?.()
    return sendDeadLetter(this.#world, this.#target.DeadLetterConfig?.Arn, letter, {
      body: record.input,
      sender: this.#sender,
      attributes: {
        ERROR_CODE: textAttribute(error instanceof Error ? error.name : 'InternalFailure'),
        EXECUTION_ID: textAttribute(record.executionId),
        IS_PAYLOAD_TRUNCATED: textAttribute('false'),
        SCHEDULED_TIME: textAttribute(record.scheduledTime),
        SCHEDULE_ARN: textAttribute(record.scheduleArn),
        TARGET_ARN: textAttribute(this.to),
      },
    })
  }
}
