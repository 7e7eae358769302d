/** Runs the scheduled rules of a world on its clock. */
import type { Timer } from '../core/time/clock.ts'
import type { World } from '../core/world/world.ts'
import { DEFAULT_BUS } from './buses/names.ts'
import { runSchedule } from './dispatch/dispatch.ts'
import { eventbridge } from './service.ts'
import type { EventBridgeState } from './state.ts'

/** Sets the timer of a rule's next run, or removes it. */
export function setTimer(world: World, state: EventBridgeState, name: string): void {
  world.clock.cancel(state.timers.get(name))
  const next = nextTimer(world, state, name)
  if (next) state.timers.set(name, next)
  else state.timers.delete(name)
}

function nextTimer(world: World, state: EventBridgeState, name: string): Timer | undefined {
  const rule = state.buses.get(DEFAULT_BUS)?.rules.get(name)
  if (!rule?.schedule || rule.state === 'DISABLED') return undefined
  const now = world.clock.now()
  const { expression, from } = rule.schedule
  const dueAt = expression.next(now, from)
  if (dueAt === undefined) return undefined
  const run = (): void => {
    // A snapshot keeps a copy of the state, whose timers must do nothing.
    if (world.state(eventbridge) !== state) return
    setTimer(world, state, name)
    runSchedule(world, name, dueAt)
  }
  // Upkeep: `idle()` does not wait for schedules, which never end.
  return world.clock.schedule(dueAt - now, run, 'upkeep')
}

/** Sets the timers of a fork, once its clock has its own time. */
export function setTimersSoon(world: World, state: EventBridgeState): void {
  if (!state.hasSchedules) return
  const set = (): void => {
    if (world.state(eventbridge) === state) setTimers(world, state)
  }
  world.clock.schedule(0, set, 'upkeep')
}

/** Sets all timers again, after a reset and after the clock was set to another date. */
export function setTimers(world: World, state: EventBridgeState): void {
  endTimers(world, state)
  for (const { name, schedule } of state.buses.get(DEFAULT_BUS)?.rules.values() ?? []) {
    if (schedule) setTimer(world, state, name)
  }
}

export function endTimers({ clock }: World, { timers }: EventBridgeState): void {
  for (const timer of timers.values()) clock.cancel(timer)
  timers.clear()
}
