/**
 * EventBridge: buses, rules with event patterns or schedules, targets and their deliveries.
 * Simulates PutEvents, patterns, inputs and transformers, retries and dead-letter queues, and buses
 * as targets and destinations, archives and replays, connections and API destinations. Does not
 * simulate private connections, pipes, endpoints and partners. Policies of buses are kept and shown.
 * State: `EventBridgeState` (buses with rules, archives, connections); events are in the journal.
 */
export { room } from './room.ts'
export { putAwsEvent } from './aws-events.ts'
export { busReceiver } from './bus-receiver.ts'
export type { EventBridgeState } from './state.ts'
export type { BusEvent } from './dispatch/event-record.ts'
export {
  EventBus,
  eventBusHandle,
  type EventBusOperation,
  type EventPattern,
} from './handle/event-bus.ts'
export type { EventToPut } from './handle/event-to-put.ts'
export {
  EventArchive,
  type EventArchiveOperation,
  type EventArchiveOptions,
  type EventReplayOptions,
} from './handle/archive.ts'
export {
  createEventBus,
  createEventBusIn,
  type EventBusOptions,
} from './handle/create-event-bus.ts'
export type { RuleOptions, RuleTarget } from './handle/rule-options.ts'
