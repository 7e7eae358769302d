/** The checks of PutLogEvents. */
import type { World } from '../../core/world/world.ts'
import * as errors from '../errors.ts'
import {
  BATCH_BYTES,
  DAY_MS,
  EVENT_BYTES,
  EVENT_OVERHEAD_BYTES,
  NEWEST_MS,
  OLDEST_MS,
  SPAN_MS,
} from '../limits.ts'
import type { StoredGroup } from '../state.ts'

export interface InputEvent {
  readonly timestamp: number
  readonly message: string
}

export interface RejectedEvents {
  readonly tooNewLogEventStartIndex?: number
  readonly tooOldLogEventEndIndex?: number
  readonly expiredLogEventEndIndex?: number
}

/** Throws AWS's error for a batch that is refused as a whole. */
export function checkBatch(events: readonly InputEvent[]): void {
  let bytes = 0
  for (const { message } of events) {
    const size = Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES
    if (size > EVENT_BYTES) throw errors.eventTooLarge(size, EVENT_BYTES)
    bytes += size
  }
  if (bytes > BATCH_BYTES) throw errors.batchTooLarge(bytes, BATCH_BYTES)
  const times = events.map(({ timestamp }) => timestamp)
  if (times.some((time, index) => time < (times[index - 1] ?? 0))) throw errors.notChronological()
  if ((times.at(-1) ?? 0) - (times[0] ?? 0) > SPAN_MS) throw errors.spansTooLong()
}

export interface Accepted<Event extends InputEvent> {
  readonly accepted: readonly Event[]
  readonly rejected: RejectedEvents | undefined
}

/**
 * Separates the events that are too old or too new, which do not fail the call.
 * Recorded: test_put_log_events_too_old. AWS: API_RejectedLogEventsInfo.html: the end of a range is
 * the index after its last event.
 */
export function acceptedOf<Event extends InputEvent>(
  { clock }: World,
  { retentionInDays }: Pick<StoredGroup, 'retentionInDays'>,
  events: readonly Event[],
): Accepted<Event> {
  const now = clock.now()
  const isTooOld = ({ timestamp }: Event): boolean => timestamp < now - OLDEST_MS
  const isExpired = ({ timestamp }: Event): boolean =>
    retentionInDays !== undefined && timestamp < now - retentionInDays * DAY_MS
  const isTooNew = ({ timestamp }: Event): boolean => timestamp > now + NEWEST_MS
  const old = countFrom(events, isTooOld)
  const expired = countFrom(events, isExpired)
  const first = events.findIndex(isTooNew)
  const end = first < 0 ? events.length : first
  if (old === 0 && expired === 0 && first < 0) return { accepted: events, rejected: undefined }
  const rejected = {
    ...(first >= 0 && { tooNewLogEventStartIndex: first }),
    ...(old > 0 && { tooOldLogEventEndIndex: old }),
    ...(expired > old && { expiredLogEventEndIndex: expired }),
  }
  return { accepted: events.slice(Math.max(old, expired), end), rejected }
}

/** How many events from the first on fulfil a condition. They are in chronological order. */
function countFrom<Event>(events: readonly Event[], fulfils: (event: Event) => boolean): number {
  const end = events.findIndex((event) => !fulfils(event))
  return end < 0 ? events.length : end
}
