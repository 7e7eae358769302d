/**
 * Prints the differences between an expectation and a value, as lines:
 *
 *   {
 *     customerId: 'c1',
 * -   amount: 9,
 * +   amount: 10,
 *   }
 *
 * Unexpected members are omitted, except if an expected one is missing: one of them may be its
 * misspelling.
 */
import { inspect } from 'node:util'
import { aligned } from './align.ts'
import type { Paint } from './paint.ts'
import { contains, isAsymmetric, isList, isMembers, own } from '../compare.ts'

type Sign = ' ' | '-' | '+'
const MAX_OTHERS = 5

/** Returns the lines of a diff, `-` expected and `+` actual, with a legend. */
export function diff(expected: unknown, actual: unknown, paint?: Paint): string {
  const lines: string[] = []
  compare({ lines, indent: '', name: '', end: '' }, expected, actual)
  return ['- expected', '+ received', '', ...bounded(lines)]
    .map((line) => painted(line, paint))
    .join('\n')
}

function painted(line: string, paint: Paint | undefined): string {
  if (!paint) return line
  if (line.startsWith('-')) return paint.expected(line)
  return line.startsWith('+') ? paint.received(line) : line
}

/** The number of lines around a difference. */
const CONTEXT = 4
/** The height of a screen. */
const MAX_LINES = 60

/** Keeps the differences and the lines around them, on one screen. */
function bounded(lines: readonly string[]): readonly string[] {
  if (lines.length <= MAX_LINES) return lines
  const near = new Set<number>([0, lines.length - 1])
  lines.forEach((line, at) => {
    if (line.startsWith(' ')) return
    for (let i = at - CONTEXT; i <= at + CONTEXT; i++) near.add(i)
  })
  const shown: string[] = []
  let left = 0
  const skip = (): void => {
    if (left > 0) shown.push(`  … ${left} equal line${left === 1 ? '' : 's'}`)
    left = 0
  }
  for (const [at, line] of lines.entries()) {
    if (!near.has(at)) left++
    else if (shown.length >= MAX_LINES) return [...shown, `  … ${lines.length - at} more lines`]
    else {
      skip()
      shown.push(line)
    }
  }
  return shown
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
  const [wanted, found] = aroundDifference(expected, actual)
  print(place, '-', wanted)
  print(place, '+', found)
}

/** The most characters that are shown of a string. */
const TEXT = 100
const BEFORE = 30

/** Shows the part in which two long strings first differ. */
function aroundDifference(expected: unknown, actual: unknown): readonly [unknown, unknown] {
  if (typeof expected !== 'string' || typeof actual !== 'string') return [expected, actual]
  if (Math.max(expected.length, actual.length) <= TEXT) return [expected, actual]
  let at = 0
  while (at < expected.length && expected[at] === actual[at]) at++
  const from = Math.max(0, at - BEFORE)
  const part = (text: string): string => {
    const end = from + TEXT < text.length ? '…' : ''
    return `${from > 0 ? '…' : ''}${text.slice(from, from + TEXT)}${end}`
  }
  return [part(expected), part(actual)]
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
  for (const [left, right] of aligned(expected, actual)) {
    if (left === undefined) print(inner, '+', actual[right ?? 0])
    else if (right === undefined) print(inner, '-', expected[left])
    else compare(inner, expected[left], actual[right])
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

/** Prints a value in a message. Short values take one line. */
export function show(value: unknown): string {
  if (isAsymmetric(value)) return asymmetricText(value)
  const lines = shown(value).split('\n')
  if (lines.length <= MOST_LINES) return lines.join('\n')
  const [last = ''] = lines.slice(-1)
  const more = lines.length - MOST_LINES
  return [...lines.slice(0, MOST_LINES - 1), `  … ${more} more lines`, last].join('\n')
}

/** The most lines of one value. */
const MOST_LINES = 30

function shown(value: unknown): string {
  return inspect(withAsymmetricTexts(value, new Set()), {
    depth: 6,
    breakLength: 72,
    maxArrayLength: 20,
    maxStringLength: 200,
  })
}

const MAX_MEMBERS = 6
const BRIEF = 160

/** Prints one of many values on few lines. Of many members the expected ones come first. */
export function showBriefly(value: unknown, asked: object = {}): string {
  const names = isMembers(value) ? Object.keys(value) : []
  const more = names.length - MAX_MEMBERS
  const chosen = more > 0 ? choose(value as Readonly<Record<string, unknown>>, names, asked) : value
  const text = inspect(chosen, {
    depth: 2,
    breakLength: 72,
    maxArrayLength: 5,
    maxStringLength: 60,
  })
  const whole = more > 0 ? text.replace(/,?(\s)\}$/, `,$1… ${more} more$1}`) : text
  return whole.length > BRIEF * 2 ? `${whole.slice(0, BRIEF * 2 - 1)}…` : whole
}

function choose(
  value: Readonly<Record<string, unknown>>,
  names: readonly string[],
  asked: object,
): object {
  const first = names.filter((name) => Object.hasOwn(asked, name))
  const others = names.filter((name) => !first.includes(name))
  const shown = [...first, ...others].slice(0, MAX_MEMBERS)
  return Object.fromEntries(shown.map((name) => [name, own(value, name)]))
}

/**
 * Describes an asymmetric matcher: `Any<Number>`, `StringContaining 'x'`. Uses its library's text
 * and the value that it looks for.
 */
function asymmetricText(value: object): string {
  const own: unknown = Reflect.get(value, 'toAsymmetricMatcher')
  const text = typeof own === 'function' ? String(own.call(value)) : String(value)
  if (text.startsWith('[object')) return inspect(value)
  const sample: unknown = Reflect.get(value, 'sample')
  return sample === undefined || text.includes('<') ? text : `${text} ${show(sample)}`
}

/** Replaces asymmetric matchers by their text, because `inspect` would print their inside. */
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
