/** Scheduler's state in one world. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import { ExpiringMap } from '../core/collections/expiring-map.ts'
import { DeliveryPump } from '../core/delivery/pump.ts'
import type { TargetRetryPolicy } from '../core/delivery/target.ts'
import { NO_TAGS, type Tags } from '../core/resources/tags.ts'
import type { ScheduledEvents } from '../core/schedules/scheduled-event.ts'
import type { Timer } from '../core/time/clock.ts'
import type { Declared } from '../core/world/generation.ts'
import type { World } from '../core/world/world.ts'
import type { Expression } from './expressions/expression.ts'
import { TOKEN_LIFETIME_MS } from './limits.ts'
import { DEFAULT_GROUP, keyOf } from './names.ts'

/** A target, under AWS's names. */
export interface Target {
  readonly Arn: string
  readonly RoleArn: string
  readonly Input?: string
  readonly DeadLetterConfig?: { readonly Arn?: string }
  readonly RetryPolicy?: TargetRetryPolicy
  readonly EventBridgeParameters?: { readonly DetailType: string; readonly Source: string }
  readonly KinesisParameters?: { readonly PartitionKey: string }
  readonly SqsParameters?: { readonly MessageGroupId?: string }
}

/** What a request says of a schedule, under AWS's names. */
export interface ScheduleDefinition {
  readonly Name: string
  readonly GroupName?: string
  readonly ScheduleExpression: string
  readonly ScheduleExpressionTimezone?: string
  readonly StartDate?: Date
  readonly EndDate?: Date
  readonly Description?: string
  readonly State?: 'ENABLED' | 'DISABLED'
  readonly KmsKeyArn?: string
  readonly Target: Target
  readonly FlexibleTimeWindow: {
    readonly Mode: 'OFF' | 'FLEXIBLE'
    readonly MaximumWindowInMinutes?: number
  }
  readonly ActionAfterCompletion?: 'NONE' | 'DELETE'
}

/** A schedule. It is immutable: worlds share it until one of them changes it. */
export interface StoredSchedule extends Declared {
  readonly definition: ScheduleDefinition
  readonly group: string
  readonly expression: Expression
  /** What a target without an Input receives. */
  readonly events: ScheduledEvents
  readonly createdAt: number
  readonly changedAt: number
  /** When its expression began to count, in milliseconds since 1970. */
  readonly from: number
  /** Runs until this time are over. */
  readonly after: number
  /** As the test's own code made it, if it did. A reset returns to it. */
  readonly declared: StoredSchedule | undefined
}

export interface StoredGroup {
  readonly name: string
  readonly tags: Tags
  readonly createdAt: number
  readonly changedAt: number
  /** A reset keeps it. */
  readonly isDeclared: boolean
}

/** The answer to a request with a client token. */
interface Answered {
  readonly request: string
  readonly output: object
}

export interface SchedulerState {
  /** By key: `nightly`, `reports/nightly`. */
  readonly schedules: CopyOnWriteMap<string, StoredSchedule>
  readonly groups: CopyOnWriteMap<string, StoredGroup>
  /** By operation and client token. */
  readonly answered: ExpiringMap<Answered>
  /** Deliveries in progress. A fork begins without. */
  readonly pump: DeliveryPump
  /** The next run of each schedule, by key. A fork sets its own. */
  readonly timers: Map<string, Timer>
}

export const newGroup = (
  { clock }: Pick<World, 'clock'>,
  name: string,
  { tags = NO_TAGS, isDeclared = false }: Partial<Pick<StoredGroup, 'tags' | 'isDeclared'>> = {},
): StoredGroup => ({ name, tags, createdAt: clock.now(), changedAt: clock.now(), isDeclared })

export const createState = (world: World): SchedulerState => ({
  schedules: new CopyOnWriteMap(),
  groups: new CopyOnWriteMap([
    [DEFAULT_GROUP, newGroup(world, DEFAULT_GROUP, { isDeclared: true })],
  ]),
  answered: new ExpiringMap(TOKEN_LIFETIME_MS),
  pump: new DeliveryPump(world, 'scheduler'),
  timers: new Map(),
})

export const forkState = (
  { schedules, groups, answered }: SchedulerState,
  world: World,
): SchedulerState => ({
  schedules: schedules.fork(),
  groups: groups.fork(),
  answered: answered.fork(),
  pump: new DeliveryPump(world, 'scheduler'),
  timers: new Map(),
})

/** Returns declared schedules to their declaration, and removes the others. */
export function resetState({ schedules, groups, answered, pump }: SchedulerState): void {
  pump.end()
  answered.clear()
  for (const [key, { declared }] of [...schedules]) {
    if (declared) schedules.set(key, { ...declared, declared })
    else schedules.delete(key)
  }
  for (const [name, { isDeclared }] of [...groups]) if (!isDeclared) groups.delete(name)
}

/** Follows the clock to another date: rates keep the time that they had left. */
export function shiftState({ schedules, pump }: SchedulerState, milliseconds: number): void {
  pump.shift(milliseconds)
  const moved = (schedule: StoredSchedule): StoredSchedule => ({
    ...schedule,
    from: schedule.from + milliseconds,
    after: schedule.after + milliseconds,
    declared: schedule.declared && moved(schedule.declared),
  })
  for (const [key, schedule] of [...schedules]) schedules.set(key, moved(schedule))
}

export const keyOfSchedule = ({ definition, group }: StoredSchedule): string =>
  keyOf(definition.Name, group)
