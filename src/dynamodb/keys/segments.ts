/** Segments of parallel scans. A segment is a range of hashes. */
import { segmentTooLarge, segmentWithoutTotal, totalWithoutSegment } from './errors.ts'
import type { Bound } from './position.ts'

export interface SegmentInput {
  readonly Segment?: number
  readonly TotalSegments?: number
}

// AWS: API_Scan.html#DDB-Scan-request-Segment
export function checkSegment({ Segment, TotalSegments }: SegmentInput): void {
  if (Segment !== undefined && TotalSegments === undefined) throw segmentWithoutTotal()
  if (TotalSegments === undefined) return
  if (Segment === undefined) throw totalWithoutSegment()
  if (Segment >= TotalSegments) throw segmentTooLarge(Segment, TotalSegments)
}

const HASHES = 2 ** 31
/**
 * Unverified: peers found that AWS's segments begin at multiples of 1/4096 of the range of hashes.
 */
const SLOTS = 4096

/** The bounds of a segment. Undefined is an end of the table. */
export function segmentBounds({ Segment, TotalSegments }: SegmentInput): {
  readonly from: Bound | undefined
  readonly to: Bound | undefined
} {
  if (Segment === undefined || TotalSegments === undefined)
    return { from: undefined, to: undefined }
  const slots = TotalSegments > SLOTS ? HASHES : SLOTS
  const startOf = (segment: number): number =>
    Math.ceil((slots * segment) / TotalSegments) * (HASHES / slots)
  return {
    from: Segment === 0 ? undefined : { hash: startOf(Segment), side: -1 },
    to: Segment + 1 === TotalSegments ? undefined : { hash: startOf(Segment + 1), side: -1 },
  }
}

export const isInSegment = (input: SegmentInput, hash: number): boolean => {
  const { from, to } = segmentBounds(input)
  return (!from || hash >= from.hash) && (!to || hash < to.hash)
}
