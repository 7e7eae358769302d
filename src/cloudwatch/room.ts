import type { ServiceRoom } from '../core/world/world.ts'
import { endWatch, watchAgain, watchSoon } from './alarms/watch.ts'
import { alarmNameIn } from './alarms/names.ts'
import { rooms } from './rooms.ts'
import { createState, forkState, resetState, type CloudWatchState } from './state.ts'

/** CloudWatch, as a region runs it. */
export const room: ServiceRoom<CloudWatchState> = {
  get operations() {
    return rooms.cloudwatchOperations().operations
  },
  get matchers() {
    return { ...rooms.cloudwatchMatchers() }
  },
  get errors() {
    return rooms.cloudwatchOperations().errors()
  },
  get resourceTypes() {
    return rooms.cloudwatchTemplates().resourceTypes
  },
  resourceOf(_operation, { AlarmName, Namespace, ResourceARN }: ResourceNames) {
    if (typeof ResourceARN === 'string') return alarmNameIn(ResourceARN)
    const name = AlarmName ?? Namespace
    return typeof name === 'string' ? name : undefined
  },
  createState,
  forkState(state, into) {
    const forked = forkState(state, into)
    watchSoon(into, forked)
    return forked
  },
  resetState(state, world) {
    resetState(state, world)
    watchAgain(world, state)
  },
  endState(state, world) {
    state.pump.end()
    endWatch(world, state)
  },
  shiftState(state, world, milliseconds) {
    state.pump.shift(milliseconds)
    watchAgain(world, state)
  },
}

/** The members of inputs that name something, before any check. */
interface ResourceNames {
  readonly AlarmName?: unknown
  readonly Namespace?: unknown
  readonly ResourceARN?: unknown
}
