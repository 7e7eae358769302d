/**
 * Evaluates the alarms of a world on its clock: each minute in which something can have changed.
 * Without new data and without data that leave an evaluation's range, no timer runs.
 * AWS: alarm-evaluation.html: every minute; every 10 seconds for periods below a minute.
 */
import type { World } from '../../core/world/world.ts'
import type { StoredAlarm } from '../alarm.ts'
import { dataOf, type MetricData } from '../data.ts'
import { MINUTE_MS, SECOND_MS } from '../limits.ts'
import { cloudwatch } from '../service.ts'
import type { CloudWatchState } from '../state.ts'
import { changeState } from './change-state.ts'
import { evaluate, metricsOf, periodOf, rangeOf } from './evaluate.ts'
import { reasonDataFor, reasonFor } from './reason.ts'

const SHORT_MS = 10 * SECOND_MS

const stepOf = (alarm: StoredAlarm): number =>
  periodOf(alarm.settings) < MINUTE_MS ? SHORT_MS : MINUTE_MS

/** The first evaluation after a time. */
const nextStep = (time: number, step: number): number => (Math.floor(time / step) + 1) * step

/** Plans an evaluation, because something has changed. */
export function wakeAlarms(world: World, state: CloudWatchState): void {
  if (state.alarms.size === 0) return
  const now = world.clock.now()
  // A minute is the longest step.
  if (state.watch.dueAt <= nextStep(now, SHORT_MS)) return
  const step = Math.min(...Array.from(state.alarms.values(), stepOf))
  planAt(world, state, nextStep(now, step))
}

function planAt(world: World, state: CloudWatchState, dueAt: number): void {
  const { watch } = state
  if (watch.dueAt <= dueAt) return
  world.clock.cancel(watch.timer)
  watch.dueAt = dueAt
  const run = (): void => {
    // A snapshot keeps a copy of the state, whose timers must do nothing.
    if (world.state(cloudwatch) === state) runAt(world, state, dueAt)
  }
  // Upkeep: `idle()` does not wait for alarms, which need not end.
  watch.timer = world.clock.schedule(Math.max(0, dueAt - world.clock.now()), run, 'upkeep')
}

/** Evaluates what is due, for readers: nothing fires timers while real time passes. */
export function catchUp(world: World, state: CloudWatchState): void {
  const { dueAt } = state.watch
  const now = world.clock.now()
  if (dueAt <= now) runAt(world, state, Math.floor(now / SHORT_MS) * SHORT_MS)
}

function runAt(world: World, state: CloudWatchState, at: number): void {
  const { watch } = state
  world.clock.cancel(watch.timer)
  watch.timer = undefined
  watch.dueAt = Infinity
  // The gauges of the minute that is over.
  const data = dataOf(state, world, at - 1)
  let next = Infinity
  for (const alarm of [...state.alarms.values()]) {
    const step = stepOf(alarm)
    const time = Math.floor(at / step) * step
    evaluateOne(world, state, { alarm, data, at: time })
    next = Math.min(next, nextChange(alarm, data, at, step))
  }
  if (next < Infinity) planAt(world, state, next)
}

function evaluateOne(
  world: World,
  state: CloudWatchState,
  { alarm, data, at }: { alarm: StoredAlarm; data: MetricData; at: number },
): void {
  const { settings, state: before } = alarm
  const evaluation = evaluate(settings, data, at)
  const { value } = evaluation
  if (value === undefined || value === before.value) return
  changeState(world, state, {
    alarm,
    to: {
      value,
      reason: reasonFor(settings, before.value, value, evaluation),
      reasonData: reasonDataFor(settings, evaluation, world.clock.now()),
    },
    cause: world.journal.root,
  })
}

/** Returns the next evaluation at which a datum enters another period, or leaves the last one. */
function nextChange({ settings }: StoredAlarm, data: MetricData, at: number, step: number): number {
  const period = periodOf(settings)
  const range = rangeOf(settings)
  const times = new Set(
    metricsOf(settings).flatMap((metric) =>
      data.read(metric, at - range, Infinity).map(({ timestamp }) => timestamp),
    ),
  )
  let next = Infinity
  for (const time of times) {
    // The number of the period it is in, counted back from now; -1 is the future.
    const index = Math.max(-1, Math.ceil((at - time) / period) - 1)
    next = Math.min(next, nextStep(Math.max(at, time + (index + 1) * period), step))
  }
  return next
}

/** Begins to watch a world, if it has alarms. */
export function watchAlarms(world: World, state: CloudWatchState): void {
  const { watch, alarms } = state
  if (alarms.size === 0 || watch.unwatch) return
  watch.unwatch = world.journal.watch(() => {
    if (world.state(cloudwatch) === state) wakeAlarms(world, state)
    else endWatch(world, state)
  })
  wakeAlarms(world, state)
}

/** Watches a fork, once its clock and its journal are its own. */
export function watchSoon(world: World, state: CloudWatchState): void {
  if (state.alarms.size === 0) return
  const watch = (): void => {
    if (world.state(cloudwatch) === state) watchAlarms(world, state)
  }
  world.clock.schedule(0, watch, 'upkeep')
}

export function endWatch(world: World, { watch }: CloudWatchState): void {
  world.clock.cancel(watch.timer)
  watch.unwatch?.()
  watch.timer = undefined
  watch.dueAt = Infinity
  watch.unwatch = undefined
}

/** Plans anew, after a reset and after the clock was set to another date. */
export function watchAgain(world: World, state: CloudWatchState): void {
  endWatch(world, state)
  watchAlarms(world, state)
}
