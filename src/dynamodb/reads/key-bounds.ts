/** From the range that key conditions describe to the gaps of a store between which it lies. */
import type { KeyRange, SortRange } from '../expressions/key-range.ts'
import { partitionOf, sortPrefixOf, sortTextOf } from '../keys/positions.ts'
import type { KeySchema } from '../schema/definition.ts'
import type { Bound, Position } from '../keys/position.ts'
import type { AttributeValue } from '../values/values.ts'

export interface KeyBounds {
  readonly hash: number
  readonly partition: string
  readonly from: Bound
  readonly to: Bound
}

/** A gap between sort texts; undefined text: the partition's end. */
interface SortGap {
  readonly text: string | undefined
  readonly side: -1 | 1
}

export function boundsOf(key: KeySchema, range: KeyRange): KeyBounds {
  const { hash, partition } = partitionOf(key, range.partition)
  const [from, to] = gapsOf(key, range)
  const toBound = ({ text, side }: SortGap): Bound => ({ hash, partition, sort: text, side })
  return { hash, partition, from: toBound(from), to: toBound(to) }
}

/** Whether a place lies within the sort part of the bounds. */
export function isWithin({ from, to }: KeyBounds, { sort }: Position): boolean {
  const isAfter = (bound: Bound): boolean =>
    bound.sort === undefined
      ? bound.side < 0
      : sort === bound.sort
        ? bound.side < 0
        : sort > bound.sort
  return isAfter(from) && !isAfter(to)
}

const START: SortGap = { text: undefined, side: -1 }
const END: SortGap = { text: undefined, side: 1 }

function gapsOf(key: KeySchema, { equal, range }: KeyRange): readonly [SortGap, SortGap] {
  const isWhole = equal.length === key.sort.length
  if (!range && isWhole) {
    const text = sortTextOf(key, equal)
    return [
      { text, side: -1 },
      { text, side: 1 },
    ]
  }
  // The first attributes of several: everything that begins with them.
  const start = equal.length > 0 ? before(sortTextOf(key, equal)) : START
  const end = equal.length > 0 ? behindPrefix(sortTextOf(key, equal)) : END
  return range ? gapsOfRange(key, equal, range, start, end) : [start, end]
}

const before = (text: string): SortGap => ({ text, side: -1 })

/** The gap behind everything that begins with `text`: before the next text of its length. */
function behindPrefix(text: string): SortGap {
  for (let at = text.length - 1; at >= 0; at--) {
    const unit = text.charCodeAt(at)
    if (unit < 0xffff) return before(text.slice(0, at) + String.fromCharCode(unit + 1))
  }
  return END
}

function gapsOfRange(
  key: KeySchema,
  equal: readonly AttributeValue[],
  range: SortRange,
  start: SortGap,
  end: SortGap,
): readonly [SortGap, SortGap] {
  // All keys whose next attribute is `value` begin with this text, or are it.
  const text = (value: AttributeValue): string => sortTextOf(key, [...equal, value])
  const isLast = equal.length === key.sort.length - 1
  const behind = (value: AttributeValue): SortGap =>
    isLast ? { text: text(value), side: 1 } : behindPrefix(text(value))
  switch (range.operator) {
    case '<':
      return [start, before(text(range.value))]
    case '<=':
      return [start, behind(range.value)]
    case '>':
      return [behind(range.value), end]
    case '>=':
      return [before(text(range.value)), end]
    case 'BETWEEN':
      return [before(text(range.lower)), behind(range.upper)]
    case 'begins_with': {
      const prefix = sortPrefixOf(key, equal, range.value)
      return [before(prefix), behindPrefix(prefix)]
    }
  }
}
