/** Checks the definition of a schedule, and reads its expression. */
import { ScheduledEvents } from '../../core/schedules/scheduled-event.ts'
import type { World } from '../../core/world/world.ts'
import * as errors from '../errors.ts'
import { parseExpression } from '../expressions/expression.ts'
import { parseZone } from '../expressions/zone.ts'
import { DEFAULT_GROUP, keyOf, scheduleArn } from '../names.ts'
import type { ScheduleDefinition, StoredSchedule } from '../state.ts'
import { checkTarget } from './check-target.ts'

// AWS: CreateSchedule, StartDate.
const START_TOLERANCE_MS = 5 * 60_000

export function toSchedule(
  world: World,
  operation: string,
  definition: ScheduleDefinition,
): StoredSchedule {
  const { ScheduleExpression, ScheduleExpressionTimezone = 'UTC' } = definition
  const zone = parseZone(ScheduleExpressionTimezone)
  if (!zone) throw errors.invalidTimezone(ScheduleExpressionTimezone)
  const expression = parseExpression(ScheduleExpression, zone)
  if (!expression) throw errors.invalidExpression(ScheduleExpression)
  const now = world.clock.now()
  checkWindow(definition)
  if (!expression.isOnce) checkDates(definition, now)
  checkTarget(world, operation, definition.Target)
  return {
    definition,
    group: definition.GroupName ?? DEFAULT_GROUP,
    expression,
    // Unverified: `detail` is the text of an object.
    events: new ScheduledEvents({
      source: 'aws.scheduler',
      account: world.options.accountId,
      region: world.options.region,
      resource: scheduleArn(world.options, keyOf(definition.Name, definition.GroupName)),
      detail: '{}',
    }),
    createdAt: now,
    changedAt: now,
    from: now,
    // A rate begins with a run. Unverified: a one-time schedule in the past never runs.
    after: ScheduleExpression.startsWith('rate(') ? now - 1 : now,
    declared: undefined,
    generation: world.generation,
  }
}

function checkWindow({ FlexibleTimeWindow }: ScheduleDefinition): void {
  const { Mode, MaximumWindowInMinutes } = FlexibleTimeWindow
  if (Mode === 'FLEXIBLE' && MaximumWindowInMinutes === undefined) throw errors.windowMissing()
  if (Mode === 'OFF' && MaximumWindowInMinutes !== undefined) throw errors.windowUnwanted()
}

function checkDates({ StartDate, EndDate }: ScheduleDefinition, now: number): void {
  if (StartDate && StartDate.getTime() < now - START_TOLERANCE_MS) throw errors.startsTooEarly()
  if (EndDate && EndDate.getTime() < now) throw errors.endsInPast()
  if (StartDate && EndDate && StartDate.getTime() >= EndDate.getTime()) throw errors.datesReversed()
}
