/**
 * The metrics of rules and buses.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
import type { DeliveryRecord } from '../core/delivery/delivery.ts'
import type { CallRecord } from '../core/journal.ts'
import type { Dimensions, MetricDatum } from '../core/metrics/datum.ts'
import { lengthOf, metricsAt, metricsOfCall } from '../core/metrics/of-calls.ts'
import type { ServiceMetrics, World } from '../core/world/world.ts'
import { DEFAULT_BUS } from './buses/names.ts'
import { EventRecord } from './dispatch/event-record.ts'
import { eventbridge } from './service.ts'

const NAMESPACE = 'AWS/Events'

export const metrics: ServiceMetrics = {
  of(record, world) {
    if (record instanceof EventRecord) return ofEvent(record)
    if (record.kind === 'delivery') return ofDelivery(record as DeliveryRecord, world)
    return metricsOfCall(record, 'eventbridge', ofCall)
  },
}

/** AWS: the rules of the default bus have their name alone. */
const ofRule = (EventBusName: string, RuleName: string): Dimensions =>
  EventBusName === DEFAULT_BUS ? { RuleName } : { EventBusName, RuleName }

const ofEvent = ({ at, bus, matched }: EventRecord): MetricDatum[] =>
  matched.flatMap((rule) => {
    const write = metricsAt(NAMESPACE, at, [ofRule(bus, rule)])
    return [...write('MatchedEvents', 1), ...write('TriggeredRules', 1)]
  })

function ofDelivery(record: DeliveryRecord, world: World): readonly MetricDatum[] | undefined {
  const event = record.causedBy
  if (record.service !== 'eventbridge' || !(event instanceof EventRecord)) return []
  if (record.status === 'pending' || record.status === 'retrying') return undefined
  const rule = ruleOf(record, event, world)
  if (rule === undefined) return []
  const write = metricsAt(NAMESPACE, record.at, [ofRule(event.bus, rule)])
  return [
    ...write('Invocations', 1),
    ...(record.status === 'failed' ? write('FailedInvocations', 1) : []),
  ]
}

/** The rule that has the target. Unless several matched, it is the only one. */
function ruleOf({ to }: DeliveryRecord, event: EventRecord, world: World): string | undefined {
  const [first, ...others] = event.matched
  if (others.length === 0) return first
  const rules = world.state(eventbridge).buses.get(event.bus)?.rules
  return event.matched.find((name) => {
    const targets = rules?.get(name)?.targets.values() ?? []
    return Array.from(targets).some(({ Arn }) => Arn === to)
  })
}

function ofCall({ operation, at, input, output }: CallRecord): readonly MetricDatum[] {
  if (operation !== 'PutEvents') return []
  const write = metricsAt(NAMESPACE, at, [{}])
  const failed = Number(Reflect.get(Object(output), 'FailedEntryCount') ?? 0)
  return [
    ...write('PutEventsEntriesCount', lengthOf(Reflect.get(Object(input), 'Entries'))),
    ...(failed > 0 ? write('PutEventsFailedEntriesCount', failed) : []),
  ]
}
