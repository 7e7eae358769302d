/** EventBridge Scheduler, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { SchedulerState } from './state.ts'

export const scheduler: Service<SchedulerState> = {
  id: 'scheduler',
  title: 'Scheduler',
  namespace: 'com.amazonaws.scheduler',
  client: {
    package: '@aws-sdk/client-scheduler',
    class: 'SchedulerClient',
    hosts: ['scheduler'],
    model: 'scheduler',
  },
  guide: 'schedules.md',
  matchers: ['toHaveRunTimes'],
  templates: ['AWS::Scheduler'],
  room: () => rooms.scheduler().room,
}
