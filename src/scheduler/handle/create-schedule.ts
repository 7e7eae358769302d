/** `createSchedule`, and its options. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import { toRetryMembers, type RetryOptions } from '../../core/handles/target-options.ts'
import { existingResource, worldOfRegion } from '../../core/handles/look-up.ts'
import {
  BUS_KIND,
  FUNCTION_KIND,
  QUEUE_KIND,
  STREAM_KIND,
  TOPIC_KIND,
} from '../../core/resources/kinds.ts'
import { toReference } from '../../core/resources/reference.ts'
import type { ResourceKind } from '../../core/resources/resource-kind.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import { resolveWorld } from '../../core/world/context.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import { keyOf } from '../names.ts'
import { scheduler } from '../service.ts'
import { newGroup } from '../state.ts'
import { setTimer } from '../timers.ts'
import { Schedule } from './schedule.ts'

/** A function, queue, topic, bus or stream: its handle or ARN, or the name of a function. */
export type ScheduleTarget = string | { readonly arn: string }

/**
 * Options of `createSchedule`.
 * AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export interface ScheduleOptions extends RetryOptions {
  /** The time zone of `cron` and `at`: `Europe/Berlin`. Default `UTC`. */
  readonly timezone?: string
  /** What the target receives: text as it is, other values as JSON. Default: an event of AWS's. */
  readonly input?: unknown
  /** A group, which is created if it does not exist. Default `default`. */
  readonly group?: string
  /** The first and last time of a recurring schedule. Default: now, and never. */
  readonly startDate?: Date | string
  readonly endDate?: Date | string
  /** Runs begin within this time, at a moment that the region's seed chooses. Default: none. */
  readonly flexibleTimeWindow?: Duration
  /** The message group of a FIFO queue. */
  readonly messageGroupId?: string
  /** The partition key of a Kinesis data stream. */
  readonly partitionKey?: string
  /** The source and type of the event for a bus, whose detail is the input. */
  readonly event?: { readonly source: string; readonly detailType: string }
  /** Deletes the schedule after its last run. Default false. */
  readonly deleteAfterCompletion?: boolean
  /** Default: none. */
  readonly description?: string
  /** Default true. */
  readonly enabled?: boolean
  /** The region that it belongs to. Default: the one that this code runs in. */
  readonly region?: object
}

const OPTIONS = [
  'timezone',
  'input',
  'group',
  'startDate',
  'endDate',
  'flexibleTimeWindow',
  'retryAttempts',
  'maxEventAge',
  'deadLetterQueue',
  'messageGroupId',
  'partitionKey',
  'event',
  'deleteAfterCompletion',
  'description',
  'enabled',
  'region',
]

const TARGETS: readonly ResourceKind[] = [
  FUNCTION_KIND,
  QUEUE_KIND,
  TOPIC_KIND,
  BUS_KIND,
  STREAM_KIND,
]

/**
 * Creates a schedule of EventBridge Scheduler. It belongs to the region that this code runs in, to
 * the option `region`, or to the default region.
 * AWS: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 *
 * @throws MisuseError when the name is taken, and for expressions and options that AWS does not
 *   accept
 * @example
 * import { createSchedule, registerFunction } from 'miniregion'
 *
 * const clean = registerFunction('clean', async () => 'cleaned')
 * const nightly = createSchedule('nightly', 'cron(0 2 * * ? *)', clean)
 * console.log(nightly.runs.length) // 0
 */
export const createSchedule = (
  name: string,
  expression: string,
  target: ScheduleTarget,
  options: ScheduleOptions = {},
): Schedule =>
  createScheduleIn(
    worldOfRegion(options.region, 'createSchedule()'),
    name,
    expression,
    target,
    options,
  )

export function createScheduleIn(
  home: World,
  name: string,
  expression: string,
  target: ScheduleTarget,
  options: ScheduleOptions = {},
): Schedule {
  const world = resolveWorld(home)
  world.checkWritable()
  const caller = `createSchedule('${String(name)}')`
  checkNames(options, caller, OPTIONS)
  if (typeof expression !== 'string') {
    throw new MisuseError(
      `${caller} received ${nameOf(expression)} as its expression.`,
      "'rate(5 minutes)', 'cron(0 2 * * ? *)' or 'at(2026-03-01T09:00:00)'",
    )
  }
  const state = world.state(scheduler)
  const { schedules, groups } = state
  const { group } = options
  const key = keyOf(name, group)
  const existing = schedules.get(key)
  if (existing && !isStale(existing, world)) {
    throw existingResource('a schedule', key, `region.schedule('${key}')`)
  }
  const input = toInput(world, caller, { name, expression, target, options })
  const isNewGroup = group !== undefined && !groups.has(group)
  if (isNewGroup) groups.set(group, newGroup(world, group, { isDeclared: true }))
  schedules.delete(key)
  try {
    world.callSync({ service: 'scheduler', operation: 'CreateSchedule', input, source: 'service' })
  } catch (error) {
    // A refused schedule leaves nothing behind.
    if (isNewGroup) groups.delete(group)
    if (existing) schedules.set(key, existing)
    setTimer(world, state, key)
    if (!isServiceError(error)) throw error
    throw new MisuseError(
      `${caller} was refused: ${error.message}`,
      "what Scheduler takes, such as 'rate(5 minutes)' or, with six fields, 'cron(0 2 * * ? *)'",
    )
  }
  const stored = schedules.get(key)
  if (stored) schedules.set(key, { ...stored, declared: stored })
  return new Schedule(world, key)
}

function toInput(
  world: World,
  caller: string,
  {
    name,
    expression,
    target,
    options,
  }: {
    readonly name: string
    readonly expression: string
    readonly target: unknown
    readonly options: ScheduleOptions
  },
): object {
  const { group, timezone, startDate, endDate, flexibleTimeWindow, description } = options
  return withoutUndefined({
    Name: name,
    GroupName: group,
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: timezone,
    StartDate: toDate(caller, 'startDate', startDate),
    EndDate: toDate(caller, 'endDate', endDate),
    Description: description,
    State: options.enabled === false ? 'DISABLED' : 'ENABLED',
    Target: toTarget(world, caller, target, options),
    FlexibleTimeWindow:
      flexibleTimeWindow === undefined
        ? { Mode: 'OFF' }
        : {
            Mode: 'FLEXIBLE',
            MaximumWindowInMinutes:
              toMilliseconds(flexibleTimeWindow, 'flexibleTimeWindow') / 60_000,
          },
    ActionAfterCompletion: options.deleteAfterCompletion === true ? 'DELETE' : 'NONE',
  })
}

function toTarget(world: World, caller: string, target: unknown, options: ScheduleOptions): object {
  const { arn } = toReference(target, TARGETS, {
    world,
    caller,
    option: 'target',
    bareName: 'function',
  })
  const { input, messageGroupId, partitionKey, event } = options
  if (event) checkNames(event, caller, ['source', 'detailType'], 'member of event')
  return withoutUndefined({
    Arn: arn,
    RoleArn: `arn:aws:iam::${world.options.accountId}:role/scheduler`,
    Input: input === undefined || typeof input === 'string' ? input : JSON.stringify(input),
    ...toRetryMembers(world, caller, options),
    SqsParameters: messageGroupId === undefined ? undefined : { MessageGroupId: messageGroupId },
    KinesisParameters: partitionKey === undefined ? undefined : { PartitionKey: partitionKey },
    EventBridgeParameters: event && { Source: event.source, DetailType: event.detailType },
  })
}

function toDate(
  caller: string,
  option: string,
  value: Date | string | undefined,
): Date | undefined {
  if (value === undefined) return undefined
  const date = new Date(value)
  if (!Number.isNaN(date.getTime())) return date
  throw new MisuseError(`${caller} received ${option}: ${String(value)}.`, 'a date')
}
