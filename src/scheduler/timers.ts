/** Runs the schedules of a world on its clock. */
import type { Timer } from '../core/time/clock.ts'
import type { World } from '../core/world/world.ts'
import { runSchedule } from './dispatch/run.ts'
import { scheduleArn } from './names.ts'
import { scheduler } from './service.ts'
import { keyOfSchedule, type SchedulerState, type StoredSchedule } from './state.ts'

interface NextRun {
  /** What the expression says. */
  readonly dueAt: number
  /** With the flexible time window. */
  readonly runsAt: number
}

/** A clock that follows the host's moves on between a schedule's creation and its first timer. */
const LATE_MS = 1000

function nextRun(world: World, schedule: StoredSchedule): NextRun | undefined {
  const { definition, expression, from } = schedule
  const { StartDate, EndDate, FlexibleTimeWindow } = definition
  const windowMs = (FlexibleTimeWindow.MaximumWindowInMinutes ?? 0) * 60_000
  const now = world.clock.now()
  // A run whose time passed while nothing watched (a disabled schedule, a fork) is not made up for.
  const after = Math.max(schedule.after, now - windowMs - LATE_MS)
  // AWS: CreateSchedule: StartDate and EndDate are ignored for one-time schedules.
  const start = expression.isOnce ? undefined : StartDate?.getTime()
  const end = expression.isOnce ? undefined : EndDate?.getTime()
  const dueAt = expression.next(
    start === undefined ? after : Math.max(after, start - 1),
    start ?? from,
  )
  if (dueAt === undefined || (end !== undefined && dueAt > end)) return undefined
  if (windowMs === 0) return { dueAt, runsAt: dueAt }
  // One number per run, however often its timer is set: a fork of the ids counts on its own.
  const arn = scheduleArn(world.options, keyOfSchedule(schedule))
  const part = world.ids.fork().random(`flexible-window ${arn} ${dueAt}`)
  return { dueAt, runsAt: dueAt + Math.floor(part * windowMs) }
}

/** Sets the timer of a schedule's next run, or removes it. Returns whether there is a next run. */
export function setTimer(world: World, state: SchedulerState, key: string): boolean {
  world.clock.cancel(state.timers.get(key))
  const timer = nextTimer(world, state, key)
  if (timer) state.timers.set(key, timer)
  else state.timers.delete(key)
  return timer !== undefined
}

function nextTimer(world: World, state: SchedulerState, key: string): Timer | undefined {
  const schedule = state.schedules.get(key)
  if (!schedule || schedule.definition.State === 'DISABLED') return undefined
  const next = nextRun(world, schedule)
  if (!next) return undefined
  const run = (): void => {
    // A snapshot keeps a copy of the state, whose timers must do nothing.
    if (world.state(scheduler) !== state) return
    state.schedules.set(key, { ...schedule, after: next.dueAt })
    const isLast = !setTimer(world, state, key)
    const whenOver = isLast ? () => complete(world, state, key, schedule) : undefined
    runSchedule(world, schedule, next.dueAt, whenOver)
  }
  // Upkeep: `idle()` does not wait for schedules, which need not end.
  const delay = Math.max(0, next.runsAt - world.clock.now())
  return world.clock.schedule(delay, run, 'upkeep')
}

/** AWS: ActionAfterCompletion: the schedule is deleted after its last invocation. */
function complete(
  world: World,
  state: SchedulerState,
  key: string,
  { definition }: StoredSchedule,
): void {
  if (world.state(scheduler) !== state || definition.ActionAfterCompletion !== 'DELETE') return
  // An update in between may have given it another life.
  if (state.schedules.get(key)?.definition === definition) state.schedules.delete(key)
}

/** Sets the timers of a fork, once its clock has its own time. */
export function setTimersSoon(world: World, state: SchedulerState): void {
  if (state.schedules.size === 0) return
  const set = (): void => {
    if (world.state(scheduler) === state) setTimers(world, state)
  }
  world.clock.schedule(0, set, 'upkeep')
}

/** Sets all timers again, after a reset and after the clock was set to another date. */
export function setTimers(world: World, state: SchedulerState): void {
  endTimers(world, state)
  for (const key of [...state.schedules.keys()]) setTimer(world, state, key)
}

export function endTimers({ clock }: World, { timers }: SchedulerState): void {
  for (const timer of timers.values()) clock.cancel(timer)
  timers.clear()
}
