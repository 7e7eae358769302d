/** The events that `bus.put` takes. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'

interface EventMembers {
  readonly source: string
  readonly detail: object
  /** ARNs that the event is about. Default: none. */
  readonly resources?: readonly string[]
  /** Default: now, by the region's clock. */
  readonly time?: Date | string
  /** An X-Amzn-Trace-Id. */
  readonly traceHeader?: string
}

/** An event to put. Its type may be spelled as in AWS's events. */
export type EventToPut = EventMembers &
  ({ readonly detailType: string } | { readonly 'detail-type': string })

const MEMBERS = [
  'source',
  'detailType',
  'detail-type',
  'detail',
  'resources',
  'time',
  'traceHeader',
]

/** Returns an entry of PutEvents. */
export function toEntry(caller: string, bus: string, event: EventToPut): object {
  checkNames(event, caller, MEMBERS, 'member')
  const { source, detail, resources, time, traceHeader } = event
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) {
    throw new MisuseError(`${caller} received ${nameOf(detail)} as its detail.`, 'an object')
  }
  return {
    Source: source,
    DetailType: 'detailType' in event ? event.detailType : event['detail-type'],
    Detail: JSON.stringify(detail),
    EventBusName: bus,
    ...(resources && { Resources: resources }),
    ...(time !== undefined && { Time: new Date(time) }),
    ...(traceHeader !== undefined && { TraceHeader: traceHeader }),
  }
}
