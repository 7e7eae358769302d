/** Turns the range of key conditions into bounds in a store. */
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

/** A gap before or after a sort text. With undefined text, it is at the end of the partition. */
interface SortGap {
  readonly text: string | undefined
  readonly side: -1 | 1
}

/** A partition in a store. */
type Place = Pick<KeyBounds, 'hash' | 'partition'>

export const boundsOf = (key: KeySchema, range: KeyRange): KeyBounds =>
  boundsIn(partitionOf(key, range.partition), key, range)

/** The same for a partition that is known. */
export function boundsIn(
  { hash, partition }: Place,
  key: KeySchema,
  range: Omit<KeyRange, 'partition'>,
): KeyBounds {
  const [from, to] = gapsOf(key, range)
  const toBound = ({ text, side }: SortGap): Bound => ({ hash, partition, sort: text, side })
  return { hash, partition, from: toBound(from), to: toBound(to) }
}

/** Whether the sort text of a position is within the bounds. */
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

function gapsOf(
  key: KeySchema,
  { equal, range }: Omit<KeyRange, 'partition'>,
): readonly [SortGap, SortGap] {
  const isWhole = equal.length === key.sort.length
  if (!range && isWhole) {
    const text = sortTextOf(key, equal)
    return [
      { text, side: -1 },
      { text, side: 1 },
    ]
  }
  // Conditions on the first attributes only: the range has all keys that begin with their values.
  const start = equal.length > 0 ? before(sortTextOf(key, equal)) : START
  const end = equal.length > 0 ? behindPrefix(sortTextOf(key, equal)) : END
  return range ? gapsOfRange(key, equal, range, start, end) : [start, end]
}

const before = (text: string): SortGap => ({ text, side: -1 })

/** The gap after everything that begins with `text`: before the next text of the same length. */
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
  // All keys whose next attribute is `value` begin with this text.
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
