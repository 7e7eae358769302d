import type { ServiceRoom } from '../core/world/world.ts'
import { errorStatusesOf } from '../model/index.ts'
import { EVENTBRIDGE_MODEL } from './api/model.ts'
import { busNameIn, ruleInArn } from './buses/names.ts'
import { operations } from './operations/index.ts'
import { endReplays, followReplaysSoon } from './replays.ts'
import { createState, forkState, resetState, shiftState, type EventBridgeState } from './state.ts'
import { rooms } from './rooms.ts'
import { endTimers, setTimers, setTimersSoon } from './timers.ts'

/** EventBridge, as a region runs it. */
export const room: ServiceRoom<EventBridgeState> = {
  operations,
  get errors() {
    return errorStatusesOf(EVENTBRIDGE_MODEL)
  },
  resourcePolicyOf: ({ buses }, arn) => buses.get(arn.slice(arn.lastIndexOf('/') + 1))?.policy,
  get matchers() {
    return { ...rooms.eventbridgeMatchers() }
  },
  get metrics() {
    return rooms.eventbridgeMetrics().metrics
  },
  coverage: {
    kinds: { buses: 'event bus', rules: 'rule' },
    defined: ({ buses }) =>
      [...buses.values()].flatMap(({ name: bus, rules, generation }) => [
        { kind: 'buses', name: bus, generation },
        ...Array.from(rules.values(), (rule) => ({
          kind: 'rules',
          name: `${bus} ${rule.name}`,
          generation: rule.generation,
        })),
      ]),
    usedBy(record) {
      if (record.kind !== 'event') return []
      const { bus, matched } = record as unknown as {
        readonly bus: string
        readonly matched: readonly string[]
      }
      const rules = matched.map((rule) => ({ kind: 'rules', name: `${bus} ${rule}` }))
      return [{ kind: 'buses', name: bus }, ...rules]
    },
  },
  resourceOf: (operation, input: ResourceNames) => {
    const { Name, EventBusName, ResourceARN, EventSourceArn, Destination } = input
    if (operation === 'CreateArchive') return busNameIn(EventSourceArn)
    if (operation === 'StartReplay') return busNameIn(Object(Destination).Arn)
    if (ABOUT_NO_BUS.test(operation)) return undefined
    if (operation.endsWith('EventBus')) return busNameIn(Name)
    if (typeof ResourceARN === 'string') {
      return ruleInArn(ResourceARN)?.bus ?? busNameIn(ResourceARN)
    }
    return busNameIn(EventBusName)
  },
  get resourceTypes() {
    return rooms.eventbridgeTemplates().resourceTypes
  },
  createState,
  forkState(state, into) {
    const forked = forkState(state, into)
    setTimersSoon(into, forked)
    followReplaysSoon(into, forked)
    return forked
  },
  resetState(state, world) {
    endReplays(world, state)
    resetState(state)
    setTimers(world, state)
  },
  endState(state, world) {
    state.pump.end()
    endReplays(world, state)
    endTimers(world, state)
  },
  shiftState(state, world, milliseconds) {
    shiftState(state, milliseconds)
    if (state.hasSchedules) setTimers(world, state)
  },
}

/** Operations on no bus, or on several. */
const ABOUT_NO_BUS =
  /^(PutEvents|TestEventPattern|ListEventBuses)$|Archives?$|Replays?$|Connections?$|ApiDestinations?$/

/** The members of inputs that name a bus, before any check. */
interface ResourceNames {
  readonly Name?: unknown
  readonly EventBusName?: unknown
  readonly ResourceARN?: unknown
  readonly EventSourceArn?: unknown
  readonly Destination?: unknown
}
