/**
 * Compares a value with a test's expectation. Objects may have more members than expected, arrays
 * may not. Asymmetric matchers of any library take part through their method `asymmetricMatch`.
 */
import { isDeepStrictEqual } from 'node:util'

interface AsymmetricMatcher {
  asymmetricMatch(actual: unknown): boolean
}

export const isAsymmetric = (value: unknown): value is AsymmetricMatcher =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'asymmetricMatch') === 'function'

export const contains = (actual: unknown, expected: unknown): boolean =>
  countDifferences(actual, expected) === 0

/** Counts the differences from an expectation, to find the nearest candidate. */
export function countDifferences(actual: unknown, expected: unknown): number {
  if (isAsymmetric(expected)) return expected.asymmetricMatch(actual) ? 0 : 1
  if (isList(expected)) return countInList(actual, expected)
  if (isMembers(expected)) {
    // A missing member counts as one difference, with any value.
    if (!isMembers(actual) || isList(actual)) return 1 + Object.keys(expected).length
    let count = 0
    for (const key of Object.keys(expected)) {
      count += countDifferences(own(actual, key), own(expected, key))
    }
    return count
  }
  return isSame(actual, expected) ? 0 : 1
}

function countInList(actual: unknown, expected: readonly unknown[]): number {
  if (!isList(actual)) return 1 + expected.length
  let count = Math.abs(actual.length - expected.length)
  const shared = Math.min(actual.length, expected.length)
  for (let i = 0; i < shared; i++) count += countDifferences(actual[i], expected[i])
  return count
}

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** Whether an object consists of its members, unlike a Date, a Set or bytes. */
export const isMembers = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !isList(value) && !hasInnerValue(value)

// Objects whose content is not in their members.
const hasInnerValue = (value: object): boolean =>
  value instanceof Date ||
  value instanceof RegExp ||
  value instanceof Map ||
  value instanceof Set ||
  value instanceof Error ||
  ArrayBuffer.isView(value)

/** Reads `__proto__` like any other member. */
export const own = (value: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(value, key) || !(key in Object.prototype) ? value[key] : undefined

/**
 * 0 and -0 are equal, as in DynamoDB and JSON. A test may write bytes as the text that they encode.
 */
function isSame(actual: unknown, expected: unknown): boolean {
  if (actual === expected || Object.is(actual, expected)) return true
  if (ArrayBuffer.isView(actual) && ArrayBuffer.isView(expected)) {
    return Buffer.compare(bytes(actual), bytes(expected)) === 0
  }
  if (ArrayBuffer.isView(actual) && typeof expected === 'string') {
    return bytes(actual).equals(Buffer.from(expected))
  }
  return isDeepStrictEqual(actual, expected)
}

const bytes = (view: ArrayBufferView): Buffer =>
  Buffer.from(view.buffer, view.byteOffset, view.byteLength)
