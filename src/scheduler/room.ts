import type { ServiceRoom } from '../core/world/world.ts'
import { errorStatusesOf } from '../model/index.ts'
import { SCHEDULER_MODEL } from './api/model.ts'
import { groupInArn, keyOf } from './names.ts'
import { operations } from './operations/index.ts'
import { createState, forkState, resetState, shiftState, type SchedulerState } from './state.ts'
import { rooms } from './rooms.ts'
import { endTimers, setTimers, setTimersSoon } from './timers.ts'

/** EventBridge Scheduler, as a region runs it. */
export const room: ServiceRoom<SchedulerState> = {
  operations,
  get errors() {
    return errorStatusesOf(SCHEDULER_MODEL)
  },
  get matchers() {
    return { ...rooms.schedulerMatchers() }
  },
  coverage: {
    kinds: { schedules: 'schedule' },
    defined: ({ schedules }) =>
      Array.from(schedules, ([name, { generation }]) => ({ kind: 'schedules', name, generation })),
    usedBy(record) {
      if (record.kind !== 'scheduleRun') return []
      const { schedule } = record as unknown as { readonly schedule: string }
      return [{ kind: 'schedules', name: schedule }]
    },
  },
  resourceOf(operation, { Name, GroupName, ResourceArn }: ResourceNames) {
    if (operation.startsWith('List') && ResourceArn === undefined) return undefined
    if (ResourceArn !== undefined) return groupInArn(ResourceArn)
    if (typeof Name !== 'string') return undefined
    const isGroup = operation.endsWith('ScheduleGroup')
    return isGroup || typeof GroupName !== 'string' ? Name : keyOf(Name, GroupName)
  },
  get resourceTypes() {
    return rooms.schedulerTemplates().resourceTypes
  },
  createState,
  forkState(state, into) {
    const forked = forkState(state, into)
    setTimersSoon(into, forked)
    return forked
  },
  resetState(state, world) {
    resetState(state)
    setTimers(world, state)
  },
  endState(state, world) {
    state.pump.end()
    endTimers(world, state)
  },
  shiftState(state, world, milliseconds) {
    shiftState(state, milliseconds)
    setTimers(world, state)
  },
}

/** The members of inputs that name something, before any check. */
interface ResourceNames {
  readonly Name?: unknown
  readonly GroupName?: unknown
  readonly ResourceArn?: unknown
}
