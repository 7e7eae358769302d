/**
 * EventBridge Scheduler: schedules and their groups. Simulates one-time and recurring schedules in
 * time zones, flexible time windows, retries and dead-letter queues, with functions, queues, topics,
 * buses and Kinesis data streams as targets. Does not simulate universal targets and the others.
 * State: `SchedulerState` (schedules, groups); runs are records in the journal.
 */
export { room } from './room.ts'
export type { SchedulerState } from './state.ts'
export type { ScheduleRun } from './dispatch/run-record.ts'
export { Schedule, scheduleHandle, type ScheduleOperation } from './handle/schedule.ts'
export {
  createSchedule,
  createScheduleIn,
  type ScheduleOptions,
  type ScheduleTarget,
} from './handle/create-schedule.ts'
