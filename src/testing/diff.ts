/**
 * What was expected against what was there, as lines:
 *
 *   {
 *     customerId: 'c1',
 * -   amount: 9,
 * +   amount: 10,
 *   }
 *
 * Members that nobody asked about are left out, except where an expected one is missing: then they may hold the slip.
 */
import { inspect } from 'node:util'
import { contains, isAsymmetric, isList, isMembers, own } from '../core/compare.ts'

type Sign = ' ' | '-' | '+'
const MAX_OTHERS = 5

/** The lines of a diff, `-` expected and `+` actual, with a legend. */
export function diff(expected: unknown, actual: unknown): string {
  const lines: string[] = []
  compare({ lines, indent: '', name: '', end: '' }, expected, actual)
  return ['- expected', '+ received', '', ...lines].join('\n')
}

interface Place {
  readonly lines: string[]
  readonly indent: string
  /** `amount: ` before a member's value. */
  readonly name: string
  /** A comma within objects and lists. */
  readonly end: string
}

function compare(place: Place, expected: unknown, actual: unknown): void {
  if (contains(actual, expected)) return print(place, ' ', actual)
  if (!isAsymmetric(expected)) {
    if (isList(expected) && isList(actual)) return compareLists(place, expected, actual)
    if (isMembers(expected) && isMembers(actual)) return compareMembers(place, expected, actual)
  }
  print(place, '-', expected)
  print(place, '+', actual)
}

function compareMembers(
  place: Place,
  expected: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
): void {
  const { lines, indent, name, end } = place
  lines.push(`  ${indent}${name}{`)
  let missing = false
  for (const key of Object.keys(expected)) {
    const inner = { lines, indent: `${indent}  `, name: `${memberName(key)}: `, end: ',' }
    if (Object.hasOwn(actual, key)) compare(inner, own(expected, key), own(actual, key))
    else if (own(expected, key) !== undefined) {
      missing = true
      print(inner, '-', own(expected, key))
    }
  }
  const others = missing ? Object.keys(actual).filter((key) => !Object.hasOwn(expected, key)) : []
  for (const key of others.slice(0, MAX_OTHERS)) {
    print(
      { lines, indent: `${indent}  `, name: `${memberName(key)}: `, end: ',' },
      '+',
      own(actual, key),
    )
  }
  if (others.length > MAX_OTHERS) lines.push(`+ ${indent}  … ${others.length - MAX_OTHERS} more`)
  lines.push(`  ${indent}}${end}`)
}

function compareLists(
  place: Place,
  expected: readonly unknown[],
  actual: readonly unknown[],
): void {
  const { lines, indent, name, end } = place
  const inner = { lines, indent: `${indent}  `, name: '', end: ',' }
  lines.push(`  ${indent}${name}[`)
  for (let i = 0; i < Math.max(expected.length, actual.length); i++) {
    if (i >= expected.length) print(inner, '+', actual[i])
    else if (i >= actual.length) print(inner, '-', expected[i])
    else compare(inner, expected[i], actual[i])
  }
  lines.push(`  ${indent}]${end}`)
}

function print({ lines, indent, name, end }: Place, sign: Sign, value: unknown): void {
  const text = show(value).split('\n')
  text.forEach((line, index) => {
    const lead = index === 0 ? name : ''
    lines.push(`${sign} ${indent}${lead}${line}${index === text.length - 1 ? end : ''}`)
  })
}

const memberName = (key: string): string => (/^[\w$]+$/.test(key) ? key : inspect(key))

/** A value in a message: short ones on one line. */
export function show(value: unknown): string {
  if (isAsymmetric(value)) return asymmetricText(value)
  return inspect(withAsymmetricTexts(value, new Set()), {
    depth: 6,
    breakLength: 72,
    maxArrayLength: 20,
    maxStringLength: 200,
  })
}

/** One of many: what tells it apart, on few lines. */
export const showBriefly = (value: unknown): string =>
  inspect(value, { depth: 2, breakLength: 72, maxArrayLength: 5, maxStringLength: 60 })

/** `Any<Number>`, `StringContaining 'x'`: what the library that made it prints, and what it looks for. */
function asymmetricText(value: object): string {
  const own: unknown = Reflect.get(value, 'toAsymmetricMatcher')
  const text = typeof own === 'function' ? String(own.call(value)) : String(value)
  if (text.startsWith('[object')) return inspect(value)
  const sample: unknown = Reflect.get(value, 'sample')
  return sample === undefined || text.includes('<') ? text : `${text} ${show(sample)}`
}

/** `inspect` would print the inside of an asymmetric matcher: its text stands in for it. */
function withAsymmetricTexts(value: unknown, seen: Set<object>): unknown {
  if (isAsymmetric(value)) {
    const text = asymmetricText(value)
    return { [inspect.custom]: () => text }
  }
  if (typeof value !== 'object' || value === null || seen.has(value)) return value
  seen.add(value)
  if (isList(value)) return value.map((entry) => withAsymmetricTexts(entry, seen))
  if (!isMembers(value) || !isPlain(value)) return value
  return Object.fromEntries(
    Object.keys(value).map((key) => [key, withAsymmetricTexts(own(value, key), seen)]),
  )
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
