/** An event as operations and handles read it: one that was put, or a line of a function. */
import type { JournalRecord } from '../../core/journal.ts'

export interface ViewedEvent {
  readonly stream: string
  readonly timestamp: number
  /** Orders events with the same timestamp. */
  readonly ordinal: number
  readonly ingestedAt: number
  readonly message: string
  readonly causedBy: JournalRecord
}

/** The place of an event in its group. */
export type Position = Pick<ViewedEvent, 'timestamp' | 'ordinal'>

export const comparePositions = (a: Position, b: Position): number =>
  a.timestamp - b.timestamp || a.ordinal - b.ordinal

/** The bits of an id after its timestamp. Ids of AWS grow with the timestamp in the same way. */
const SHIFT = 144n
const DIGITS = 56

/** `39218833627378687642013305455131706539523449361490509828` */
export const toEventId = ({ timestamp, ordinal }: Position): string =>
  ((BigInt(timestamp) << SHIFT) | BigInt(ordinal)).toString().padStart(DIGITS, '0')

/** Returns the place that an id names. Undefined for other text. */
export function positionOf(eventId: string): Position | undefined {
  if (!/^\d{56}$/.test(eventId)) return undefined
  const id = BigInt(eventId)
  return {
    timestamp: Number(id >> SHIFT),
    ordinal: Number(id & ((1n << SHIFT) - 1n)),
  }
}
