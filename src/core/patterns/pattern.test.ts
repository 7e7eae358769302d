import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compilePattern, parsePattern, PatternError } from './index.ts'

interface RecordedPattern {
  readonly id: string
  /** Without those members of the envelope that are the same in all cases. */
  readonly event: object
  readonly pattern: string
  readonly matches?: boolean
  readonly reason?: string
}

const ENVELOPE = {
  id: '1',
  source: 'test-source',
  'detail-type': 'test-detail-type',
  account: '123456789012',
  region: 'us-east-2',
  time: '2022-07-13T13:48:01Z',
}
const file = new URL('./recorded-patterns.fixture.json', import.meta.url)
const recorded = JSON.parse(readFileSync(file, 'utf8')) as RecordedPattern[]

const matches = (pattern: unknown, event: unknown): boolean =>
  compilePattern(pattern).matches(event)

function reasonOf(pattern: unknown): string | undefined {
  try {
    compilePattern(pattern)
  } catch (error) {
    if (error instanceof PatternError) return error.message
    throw error
  }
  return undefined
}

describe('patterns answer as AWS did', () => {
  it.each(recorded)('$id', ({ pattern, event, matches: expected, reason }) => {
    const answer = (): boolean => parsePattern(pattern).matches({ ...ENVELOPE, ...event })
    if (reason === undefined) expect(answer()).toBe(expected)
    else expect(answer).toThrow(new PatternError(reason))
  })
})

describe('paths', () => {
  it('are the same with dots and with objects, in patterns and events', () => {
    const nested = { a: { b: { c: 1 } } }
    const dotted = { 'a.b': { c: 1 } }
    for (const pattern of [{ a: { b: { c: [1] } } }, { 'a.b.c': [1] }, { a: { 'b.c': [1] } }]) {
      expect([matches(pattern, nested), matches(pattern, dotted)]).toEqual([true, true])
    }
    expect(matches({ a: { b: [1] } }, { 'a.b': 1, a: { b: 2 } })).toBe(true)
    expect(matches({ a: { b: [2] } }, { 'a.b': 1, a: { b: 2 } })).toBe(true)
  })

  it('may be names of object prototypes', () => {
    const event = JSON.parse('{ "__proto__": { "x": 1 }, "constructor": "c" }') as object
    expect(matches(JSON.parse('{ "__proto__": { "x": [1] } }'), event)).toBe(true)
    expect(matches({ constructor: ['c'] }, event)).toBe(true)
    expect(matches({ toString: [{ exists: true }] }, event)).toBe(false)
    expect(reasonOf({ a: [{ toString: 'x' }] })).toBe('Unrecognized match type toString')
  })

  it('must come from one element of an array', () => {
    const pattern = { list: { a: [1], b: [2] } }
    expect(matches(pattern, { list: [{ a: 1, b: 2 }] })).toBe(true)
    expect(matches(pattern, { list: [{ a: 1 }, { b: 2 }] })).toBe(false)
    expect(matches({ list: { a: [{ exists: false }] } }, { list: [{ a: 1 }, {}] })).toBe(false)
  })
})

describe('$or', () => {
  const pattern = { source: ['a'], $or: [{ n: [{ numeric: ['>', 5] }] }, { kind: ['x'] }] }
  it('needs one of its patterns and all siblings', () => {
    expect(matches(pattern, { source: 'a', n: 6 })).toBe(true)
    expect(matches(pattern, { source: 'a', kind: 'x' })).toBe(true)
    expect(matches(pattern, { source: 'a', n: 5 })).toBe(false)
    expect(matches(pattern, { source: 'b', n: 6 })).toBe(false)
  })

  it('may be inside objects, and inside itself', () => {
    const inner = { detail: { $or: [{ a: [1] }, { $or: [{ b: [2] }, { c: [3] }] }] } }
    expect(matches(inner, { detail: { c: 3 } })).toBe(true)
    expect(matches(inner, { detail: { c: 4 } })).toBe(false)
  })

  it('is an ordinary key with fewer than two objects, or with operators', () => {
    expect(matches({ $or: [{ prefix: 'a' }, { suffix: 'z' }] }, { $or: 'ab' })).toBe(true)
    expect(reasonOf({ $or: [{ a: [1] }] })).toBe('Unrecognized match type a')
  })
})

describe('operators', () => {
  it.each<[pattern: object, value: unknown, expected: boolean]>([
    [{ cidr: '2001:db8::/32' }, '2001:0db8:1::ffff', true],
    [{ cidr: '2001:db8::/32' }, '2001:db9::', false],
    [{ cidr: '::ffff:10.0.0.0/104' }, '::ffff:10.1.2.3', true],
    [{ cidr: '0.0.0.0/0' }, '::1', false],
    [{ cidr: '10.0.0.1/32' }, '10.0.0.1', true],
    [{ wildcard: 'a*a' }, 'a', false],
    [{ wildcard: 'a*b*a' }, 'abba', true],
    [{ wildcard: '*' }, '', true],
    [{ wildcard: 'a\\*b\\\\*' }, 'a*b\\c', true],
    [{ wildcard: 'a\\*' }, 'ab', false],
    [{ 'anything-but': { wildcard: ['*/a', '*/b'] } }, 'x/b', false],
    [{ 'anything-but': { 'equals-ignore-case': 'A' } }, 'a', false],
    [{ 'anything-but': ['a', 1] }, '1', true],
    [{ exactly: 'a' }, 'a', true],
    [{ numeric: ['>=', 1, '<', 2] }, 1, true],
    [{ numeric: ['>=', 1, '<', 2] }, 2, false],
    [{ numeric: ['=', 300] }, 300, true],
  ])('%j on %j: %s', (expression, value, expected) => {
    expect(matches({ v: [expression] }, { v: value })).toBe(expected)
  })

  it.each<[expression: unknown, reason: string]>([
    [{}, 'Empty objects are not allowed'],
    [[1], 'Match value must be String, number, true, false, or null'],
    [{ exists: 'yes' }, 'exists match pattern must be either true or false.'],
    [{ prefix: 'a', suffix: 'b' }, 'Only one key allowed in match expression'],
    [{ numeric: [] }, 'Invalid member in numeric match: ]'],
    [{ numeric: ['<', 5, '>', 0] }, 'Too many terms in numeric range expression'],
    [{ numeric: ['>', 5, '>', 0] }, 'Bad numeric range operator: >'],
    [{ numeric: ['>', 5, '<', 'a'] }, 'Value of < must be numeric'],
    [{ numeric: ['>', 5, '<', 4] }, 'Bottom must be less than top'],
    [{ wildcard: 'a**' }, 'Consecutive wildcard characters at pos 2'],
    [{ wildcard: 'a\\b' }, 'Invalid escape character at pos 2'],
    [{ cidr: '10.0.0.0/x' }, 'Malformed CIDR, mask bits must be an integer'],
    [{ 'anything-but': { prefix: '' } }, 'Null prefix/suffix not allowed'],
  ])('%j is refused: %s', (expression, reason) => {
    expect(reasonOf({ v: [expression] })).toBe(reason)
  })

  it('match wildcards in linear time', () => {
    const pattern = compilePattern({ v: [{ wildcard: `${'*a'.repeat(50)}*b` }] })
    expect(pattern.matches({ v: 'a'.repeat(100_000) })).toBe(false)
  })
})

it('does not match events that are no objects', () => {
  for (const event of [undefined, null, 'a', 1, []]) {
    expect(matches({ a: [{ exists: true }] }, event)).toBe(false)
  }
})
