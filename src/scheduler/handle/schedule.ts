/** `Schedule`, the handle of a schedule. */
import { missingResource } from '../../core/handles/look-up.ts'
import { homeOf, worldOf, writableWorldOf } from '../../core/handles/resource-handle.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../../core/handles/service-handle.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import type { ScheduleRun } from '../dispatch/run-record.ts'
import { keyIn, SCHEDULE_FORM, scheduleArn } from '../names.ts'
import { scheduler } from '../service.ts'
import type { StoredSchedule } from '../state.ts'
import { setTimer } from '../timers.ts'

/** An operation on a schedule, for `fail` and `delay`. */
export type ScheduleOperation =
  'CreateSchedule' | 'DeleteSchedule' | 'GetSchedule' | 'UpdateSchedule'

const OPERATIONS: Readonly<Record<ScheduleOperation, true>> = {
  CreateSchedule: true,
  DeleteSchedule: true,
  GetSchedule: true,
  UpdateSchedule: true,
}

const DESCRIPTION: ServiceHandleDescription = {
  kind: 'schedule',
  noun: 'a schedule',
  arn: SCHEDULE_FORM,
  service: 'scheduler',
  operations: Object.keys(OPERATIONS),
  open: (world, { name }) => new Schedule(world, name),
}

/**
 * A schedule of EventBridge Scheduler. It runs on the region's clock, and prints as its ARN.
 *
 * @example
 * const nightly = createSchedule('nightly', 'cron(0 2 * * ? *)', clean)
 * await region.clock.advance('1d')
 * nightly.runs.length // 1
 */
export class Schedule extends ServiceHandle<ScheduleOperation> {
  /** Made by `createSchedule`, `region.createSchedule` and `region.schedule`. */
  constructor(home: World, name: string) {
    super(DESCRIPTION, home, name)
  }

  /** The ARN, which names the group as well. */
  override get arn(): string {
    return scheduleArn(homeOf(this).options, this.name)
  }

  /** Its runs, oldest first, also once it is deleted. */
  get runs(): readonly ScheduleRun[] {
    return worldOf(this).journal.of<ScheduleRun>(
      'scheduleRun',
      ({ schedule }) => schedule === this.name,
    )
  }

  /** Whether it is enabled. */
  get enabled(): boolean {
    return this.#stored(worldOf(this)).definition.State !== 'DISABLED'
  }

  /** Disables it until `enable()`. Runs of that time are not made up for. */
  disable(): this {
    return this.#setState('DISABLED')
  }

  /** Enables it again. */
  enable(): this {
    return this.#setState('ENABLED')
  }

  /** Deletes it. */
  delete(): void {
    const world = writableWorldOf(this)
    this.#stored(world)
    const state = world.state(scheduler)
    state.schedules.delete(this.name)
    setTimer(world, state, this.name)
  }

  #setState(State: 'ENABLED' | 'DISABLED'): this {
    const world = writableWorldOf(this)
    const stored = this.#stored(world)
    const state = world.state(scheduler)
    const now = world.clock.now()
    state.schedules.set(this.name, {
      ...stored,
      definition: { ...stored.definition, State },
      changedAt: now,
      after: Math.max(stored.after, State === 'ENABLED' && !this.enabled ? now : 0),
    })
    setTimer(world, state, this.name)
    return this
  }

  #stored(world: World): StoredSchedule {
    const { schedules } = world.state(scheduler)
    const stored = schedules.get(this.name)
    if (!stored) throw missingResource('a schedule', this.name, schedules.keys())
    return stored
  }
}

/**
 * Returns the handle of a schedule by name (`group/name` outside the default group) or ARN.
 *
 * @throws MisuseError when no schedule has it; the message suggests a similar name
 */
export function scheduleHandle(home: World, nameOrArn: string): Schedule {
  const { schedules } = resolveWorld(home).state(scheduler)
  const key = keyIn(nameOrArn)
  if (schedules.has(key)) return new Schedule(home, key)
  throw missingResource('a schedule', nameOrArn, schedules.keys())
}
