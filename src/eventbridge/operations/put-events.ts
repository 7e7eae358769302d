import type { CallContext, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { busArn, busNameOf } from '../buses/names.ts'
import { dispatch } from '../dispatch/dispatch.ts'
import { toEventTime } from '../../core/schedules/scheduled-event.ts'
import { entryBytes, requestBytes } from '../targets/entry-size.ts'
import { PutEvent, type EventEnvelope } from '../targets/envelope.ts'
import * as errors from '../errors.ts'
import { PUT_EVENTS_BYTES } from '../limits.ts'
import type { EventBridgeState } from '../state.ts'

interface Entry {
  readonly Time?: Date | undefined
  readonly Source?: string
  readonly Resources?: readonly string[]
  readonly DetailType?: string
  readonly Detail?: string
  readonly EventBusName?: string
  readonly TraceHeader?: string
}

interface Input {
  readonly Entries: readonly Entry[]
}

type EntryResult = { readonly EventId: string } | errors.EntryFlaw

export interface PutEventsOutput {
  readonly FailedEntryCount: number
  readonly Entries: readonly EntryResult[]
}

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const putEvents: Operation<EventBridgeState, Input, PutEventsOutput> = defineOperation({
  name: 'PutEvents',
  handles: [
    'Entries.Time',
    'Entries.Source',
    'Entries.Resources',
    'Entries.DetailType',
    'Entries.Detail',
    'Entries.EventBusName',
    'Entries.TraceHeader',
  ],
  access: ({ Entries }, world) =>
    Entries.map(({ EventBusName, Source, DetailType }) => ({
      action: 'events:PutEvents',
      resource: busArn(world.options, busNameOf(world, EventBusName)),
      context: {
        ...(Source !== undefined && { 'events:source': Source }),
        ...(DetailType !== undefined && { 'events:detail-type': DetailType }),
      },
    })),
  run(_state, { Entries }, context) {
    const size = Entries.reduce((sum, entry) => sum + requestBytes(entry), 0)
    if (size > PUT_EVENTS_BYTES) throw errors.requestTooLarge()
    const results = Entries.map((entry) => put(entry, context))
    const FailedEntryCount = results.filter((result) => 'ErrorCode' in result).length
    return { FailedEntryCount, Entries: results }
  },
})

function put(entry: Entry, { world, record }: CallContext): EntryResult {
  const { Source, DetailType, Detail, TraceHeader } = entry
  if (!Source) return errors.missingMember('Source')
  if (!DetailType) return errors.missingMember('DetailType')
  if (!Detail) return errors.missingMember('Detail')
  if (Source.startsWith('aws.') && record.source !== 'service') return errors.reservedSource()
  const detail = parseDetail(Detail)
  if (!detail) return errors.malformedDetail()
  const event = new PutEvent(toEnvelope(world, { ...entry, Source, DetailType }, detail), {
    at: entry.Time?.getTime() ?? world.clock.now(),
    bytes: entryBytes(entry),
  })
  const bus = busNameOf(world, entry.EventBusName)
  dispatch(world, { bus, event, causedBy: record, traceHeader: TraceHeader })
  return { EventId: event.id }
}

function parseDetail(text: string): EventEnvelope['detail'] | undefined {
  try {
    const detail: unknown = JSON.parse(text)
    const isObject = typeof detail === 'object' && detail !== null && !Array.isArray(detail)
    return isObject ? (detail as EventEnvelope['detail']) : undefined
  } catch {
    // JSON.parse throws for text that is not JSON.
    return undefined
  }
}

function toEnvelope(
  { options, ids, clock }: World,
  {
    Source,
    DetailType,
    Time,
    Resources = [],
  }: Entry & Required<Pick<Entry, 'Source' | 'DetailType'>>,
  detail: EventEnvelope['detail'],
): EventEnvelope {
  return {
    version: '0',
    id: ids.uuid('event'),
    'detail-type': DetailType,
    source: Source,
    account: options.accountId,
    time: toEventTime(Time?.getTime() ?? clock.now()),
    region: options.region,
    resources: Resources,
    detail,
  }
}
