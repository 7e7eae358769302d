/**
 * Pairs the entries of two lists, so that one additional entry does not make all later entries
 * differ.
 */
import { contains } from '../compare.ts'

/**
 * Indexes into the expected and the actual list. One is undefined if the other list has no
 * counterpart.
 */
export type Pair = readonly [expected: number | undefined, actual: number | undefined]

/**
 * Longer lists are compared by position, because the table of a common subsequence grows with the
 * product of their lengths.
 */
const MOST_ENTRIES = 60

export function aligned(expected: readonly unknown[], actual: readonly unknown[]): Pair[] {
  if (
    expected.length === actual.length ||
    Math.max(expected.length, actual.length) > MOST_ENTRIES
  ) {
    return paired(0, expected.length, 0, actual.length)
  }
  const pairs: Pair[] = []
  let [left, right] = [0, 0]
  for (const [i, j] of commonEntries(expected, actual)) {
    pairs.push(...paired(left, i, right, j), [i, j])
    left = i + 1
    right = j + 1
  }
  return [...pairs, ...paired(left, expected.length, right, actual.length)]
}

/** Pairs entries between two common ones: side by side, then the rest. */
function paired(left: number, leftEnd: number, right: number, rightEnd: number): Pair[] {
  const length = Math.max(leftEnd - left, rightEnd - right)
  return Array.from({ length }, (_, i) => [
    left + i < leftEnd ? left + i : undefined,
    right + i < rightEnd ? right + i : undefined,
  ])
}

/** Returns the longest common subsequence as pairs of indexes. */
function commonEntries(
  expected: readonly unknown[],
  actual: readonly unknown[],
): (readonly [number, number])[] {
  const width = actual.length + 1
  const lengths = new Uint16Array((expected.length + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  const equal = (i: number, j: number): boolean => contains(actual[j], expected[i])
  for (let i = expected.length - 1; i >= 0; i--) {
    for (let j = actual.length - 1; j >= 0; j--) {
      lengths[i * width + j] = equal(i, j)
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pairs: (readonly [number, number])[] = []
  let [i, j] = [0, 0]
  while (i < expected.length && j < actual.length) {
    if (equal(i, j)) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return pairs
}
