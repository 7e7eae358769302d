/** CloudWatch Logs, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'
import type { LogsState } from './state.ts'

export const logs: Service<LogsState> = {
  id: 'logs',
  title: 'CloudWatch Logs',
  namespace: 'com.amazonaws.cloudwatchlogs',
  target: 'Logs_20140328',
  client: {
    package: '@aws-sdk/client-cloudwatch-logs',
    class: 'CloudWatchLogsClient',
    hosts: ['logs'],
    model: 'cloudwatch-logs',
  },
  guide: 'logs.md',
  matchers: ['toHaveLogged'],
  templates: ['AWS::Logs', 'Custom::LogRetention'],
  room: () => rooms.logs().room,
}
