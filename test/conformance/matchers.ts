/** The matchers of the cases. Each returns the differences as strings that begin with the path. */
import { isDeepStrictEqual } from 'node:util'
import { isObject, type Json, type JsonObject } from './case.ts'

/** Finds the value that `$sameAs` names. */
export type Lookup = (name: string) => unknown

const show = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value))
  return text.length > 300 ? `${text.slice(0, 300)}...` : text
}

const differs = (path: string, actual: unknown, expected: string): string[] => [
  `${path}: expected ${expected}, got ${show(actual)}`,
]

type Special = (path: string, actual: unknown, argument: Json, lookup: Lookup) => string[]

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

/** As in JSON, undefined members do not exist. */
const asJson = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value))

const SPECIALS: Readonly<Record<string, Special>> = {
  $exact: (path, actual, argument) =>
    isDeepStrictEqual(asJson(actual), argument) || hasMatchers(argument)
      ? matchExactly(path, actual, argument)
      : differs(path, actual, `exactly ${show(argument)}`),
  $absent: (path, actual) => (actual === undefined ? [] : differs(path, actual, 'nothing')),
  $any: () => [],
  $type: (path, actual, argument) =>
    typeOf(actual) === argument ? [] : differs(path, actual, `a value of type ${show(argument)}`),
  $match: (path, actual, argument) =>
    typeof actual === 'string' && new RegExp(String(argument), 'u').test(actual)
      ? []
      : differs(path, actual, `a text that matches ${show(argument)}`),
  $contains: (path, actual, argument) =>
    (typeof actual === 'string' && actual.includes(String(argument))) ||
    (Array.isArray(actual) && actual.some((one) => isDeepStrictEqual(one, argument)))
      ? []
      : differs(path, actual, `something that contains ${show(argument)}`),
  $joined: (path, actual, argument) => {
    const text = Array.isArray(actual) ? actual.join(', ') : actual
    return text === argument ? [] : differs(path, actual, `${show(argument)}, joined`)
  },
  $containsLike: (path, actual, argument, lookup) =>
    Array.isArray(actual) &&
    actual.some((one) => matchValue(path, one, argument, lookup).length === 0)
      ? []
      : differs(path, actual, `a list with one like ${show(argument)}`),
  $unordered: (path, actual, argument, lookup) => matchUnordered(path, actual, argument, lookup),
  $eventually: (path, actual, argument, lookup) => matchValue(path, actual, argument, lookup),
  $min: (path, actual, argument) =>
    typeof actual === 'number' && actual >= Number(argument)
      ? []
      : differs(path, actual, `at least ${show(argument)}`),
  $repeat: (path, actual, argument) => {
    const [text, times] = argument as readonly [string, number]
    return actual === text.repeat(times)
      ? []
      : differs(path, actual, `${show(text)} ${times} times`)
  },
  $json: (path, actual, argument, lookup) => {
    try {
      return matchValue(`${path} (as JSON)`, JSON.parse(String(actual)), argument, lookup)
    } catch {
      // Text that is not JSON is the difference.
      return differs(path, actual, 'JSON text')
    }
  },
  $jwt: (path, actual, argument, lookup) => {
    const [, claims = ''] = String(actual).split('.')
    try {
      const text = Buffer.from(claims, 'base64url').toString()
      return matchValue(`${path} (its claims)`, JSON.parse(text), argument, lookup)
    } catch {
      // Text without JSON in its middle is the difference.
      return differs(path, actual, 'a JSON Web Token')
    }
  },
  $sameAs: (path, actual, argument, lookup) => {
    const other = lookup(String(argument))
    return other !== undefined && isDeepStrictEqual(actual, other)
      ? []
      : differs(path, actual, `${show(argument)} (${show(other)})`)
  },
  $not: (path, actual, argument, lookup) =>
    matchValue(path, actual, argument, lookup).length > 0
      ? []
      : differs(path, actual, `anything but ${show(argument)}`),
  $firstLine: (path, actual, argument) =>
    typeof actual === 'string' && actual.split('\n', 1)[0] === argument
      ? []
      : differs(path, actual, `a text whose first line is ${show(argument)}`),
}

export const isMatcher = (value: Json | undefined): value is JsonObject =>
  isObject(value) && Object.keys(value).length === 1 && Object.keys(value)[0]!.startsWith('$')

function hasMatchers(value: Json): boolean {
  if (Array.isArray(value)) return (value as Json[]).some(hasMatchers)
  if (!isObject(value)) return false
  return '$keys' in value || isMatcher(value) || (Object.values(value) as Json[]).some(hasMatchers)
}

/** Returns the differences between a value and a matcher. */
export function matchValue(
  path: string,
  actual: unknown,
  expected: Json | undefined,
  lookup: Lookup = () => undefined,
): string[] {
  if (expected === undefined) return []
  if (isMatcher(expected) && !('$keys' in expected)) {
    const [[name, argument]] = Object.entries(expected) as [[string, Json]]
    const special = SPECIALS[name]
    return special ? special(path, actual, argument, lookup) : [`${path}: unknown matcher ${name}`]
  }
  if (Array.isArray(expected)) return matchList(path, actual, expected as readonly Json[], lookup)
  if (isObject(expected)) return matchSubset(path, actual, expected, lookup)
  return isDeepStrictEqual(actual, expected) ? [] : differs(path, actual, show(expected))
}

function matchList(
  path: string,
  actual: unknown,
  expected: readonly Json[],
  lookup: Lookup,
): string[] {
  if (!Array.isArray(actual) || actual.length !== expected.length)
    return differs(path, actual, `a list of ${expected.length}: ${show(expected)}`)
  return expected.flatMap((one, index) =>
    matchValue(`${path}[${index}]`, actual[index], one, lookup),
  )
}

function matchSubset(
  path: string,
  actual: unknown,
  expected: JsonObject,
  lookup: Lookup,
): string[] {
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual))
    return differs(path, actual, `an object like ${show(expected)}`)
  const differences: string[] = []
  for (const [key, matcher] of Object.entries(expected)) {
    const value: unknown = Object.hasOwn(actual, key)
      ? (actual as Record<string, unknown>)[key]
      : undefined
    if (key === '$keys') differences.push(...matchKeys(path, actual, matcher as readonly string[]))
    else differences.push(...matchValue(`${path}.${key}`, value, matcher, lookup))
  }
  return differences
}

function matchKeys(path: string, actual: object, expected: readonly string[]): string[] {
  const keys = Object.entries(actual)
    // `$status` is the runner's, not the output's.
    .filter(([key, value]) => value !== undefined && !key.startsWith('$'))
    .map(([key]) => key)
    .sort()
  const wanted = [...expected].sort()
  return isDeepStrictEqual(keys, wanted)
    ? []
    : differs(path, keys, `exactly the keys ${show(wanted)}`)
}

/** Compares deeply. Leaves may be matchers. */
function matchExactly(path: string, actual: unknown, expected: Json): string[] {
  if (isMatcher(expected)) return matchValue(path, actual, expected)
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return differs(path, actual, `exactly ${show(expected)}`)
    return expected.flatMap((one: Json, index) =>
      matchExactly(`${path}[${index}]`, actual[index], one),
    )
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return differs(path, actual, `exactly ${show(expected)}`)
    const wanted = Object.keys(expected).filter((key) => !isAbsent(expected[key]!))
    return [
      ...matchKeys(path, actual, wanted),
      ...Object.entries(expected).flatMap(([key, one]) =>
        matchExactly(`${path}.${key}`, (actual as Record<string, unknown>)[key], one),
      ),
    ]
  }
  return isDeepStrictEqual(actual, expected) ? [] : differs(path, actual, show(expected))
}

const isAbsent = (value: Json): boolean => isObject(value) && value['$absent'] === true

/** Each matcher takes the first matching value that no other matcher has taken. */
function matchUnordered(path: string, actual: unknown, argument: Json, lookup: Lookup): string[] {
  const expected = argument as readonly Json[]
  if (!Array.isArray(actual) || actual.length !== expected.length)
    return differs(path, actual, `a list of ${expected.length} in any order: ${show(expected)}`)
  const free = [...(actual as unknown[])]
  for (const one of expected) {
    const at = free.findIndex((value) => matchValue(path, value, one, lookup).length === 0)
    if (at < 0) return differs(path, free, `one like ${show(one)}`)
    free.splice(at, 1)
  }
  return []
}
