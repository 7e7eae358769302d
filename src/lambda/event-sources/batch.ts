/** Batches of records, and the events that functions receive for them. */
import type { JournalRecord } from '../../core/journal.ts'
import { SYNC_PAYLOAD_BYTES } from '../limits.ts'

/** One record on its way to a function. */
export interface Item {
  /** The JSON of the record in the event. */
  readonly text: string
  readonly cause: JournalRecord
}

/** One record of a stream. */
export interface StreamItem extends Item {
  readonly number: number
  readonly sequenceNumber: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Room for the event around the records. */
const ENVELOPE_BYTES = 1_024

/**
 * Returns how many of the first items fit into one event: at most `most`, at least one.
 * AWS: invocation-eventsourcemapping.html: a batch is full at its size or at 6 MB.
 */
export function countThatFits(items: readonly Item[], most: number): number {
  const limit = SYNC_PAYLOAD_BYTES - ENVELOPE_BYTES
  const end = Math.min(items.length, most)
  let bytes = 0
  for (let count = 0; count < end; count++) {
    const text = items[count]?.text ?? ''
    // A character has at most three bytes. Only a large batch is measured exactly.
    bytes += text.length * 3 < limit / most ? text.length * 3 : Buffer.byteLength(text)
    if (bytes > limit && count > 0) return count
  }
  return end
}

/** Whether more records could join an event. */
export const isFull = (items: readonly Item[], batchSize: number): boolean =>
  items.length >= batchSize || countThatFits(items, batchSize) < items.length

/** `{"Records":[...]}`, with further members given as JSON without braces. */
export const toEventText = (items: readonly Item[], further: string = ''): string =>
  `{"Records":[${items.map(({ text }) => text).join(',')}]${further}}`

/** Adds the last member of a record, which is given as JSON. */
export const withSourceArn = (body: string, eventSourceArn: string): string =>
  `${body.slice(0, -1)},"eventSourceARN":${JSON.stringify(eventSourceArn)}}`
