/**
 * CloudWatch Logs: groups, streams, events, filter patterns, metric filters, subscriptions.
 * Simulates the data plane, and the settings of groups. The lines of functions are views of
 * Lambda's records.
 * Does not simulate Insights queries, live tail, exports, transformers, account policies.
 * State: `LogsState` (groups with their streams' events).
 */
export { room } from './room.ts'
export type { LogsState } from './state.ts'
export { logGroupHandle } from './handle/log-group.ts'
export {
  createLogGroup,
  createLogGroupIn,
  type LogGroupOptions,
} from './handle/create-log-group.ts'
export { logReceiver } from './log-receiver.ts'
export { logWriter } from './log-writer.ts'
