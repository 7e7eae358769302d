/** Parses references (`$order.items[0].get('name')`), literals and the operators of #if and #set. */
import type { Reader } from './reader.ts'
import {
  TemplateError,
  type Expression,
  type Operator,
  type Reference,
  type Step,
} from './syntax.ts'

/** From the loosest to the tightest, with the spellings of each operator. */
const LEVELS: readonly (readonly (readonly [RegExp, Operator])[])[] = [
  [[/\|\||or\b/y, '||']],
  [[/&&|and\b/y, '&&']],
  [
    [/==|eq\b/y, '=='],
    [/!=|ne\b/y, '!='],
  ],
  [
    [/<=|le\b/y, '<='],
    [/>=|ge\b/y, '>='],
    [/<|lt\b/y, '<'],
    [/>|gt\b/y, '>'],
  ],
  [
    [/\+/y, '+'],
    [/-/y, '-'],
  ],
  [
    [/\*/y, '*'],
    [/\//y, '/'],
    [/%/y, '%'],
  ],
]

const MOST_OPERATORS = 200

export const parseExpression = (reader: Reader): Expression =>
  reader.nested(() => parseLevel(reader, 0))

function parseLevel(reader: Reader, level: number): Expression {
  const operators = LEVELS[level]
  if (!operators) return parseUnary(reader)
  let left = parseLevel(reader, level + 1)
  for (let count = 0; ; count++) {
    // The tree is as deep as the chain is long.
    if (count > MOST_OPERATORS) throw reader.fail('too many operators')
    reader.skipWhitespace()
    const found = operators.find(([spelling]) => reader.take(spelling) !== undefined)
    if (!found) return left
    left = { kind: 'operation', operator: found[1], left, right: parseLevel(reader, level + 1) }
  }
}

const NOT = /!|not\b/y

function parseUnary(reader: Reader): Expression {
  reader.skipWhitespace()
  if (reader.take(NOT) !== undefined)
    return { kind: 'not', operand: reader.nested(() => parseUnary(reader)) }
  if (!reader.eat('(')) return parseArgument(reader)
  const inner = parseExpression(reader)
  reader.expect(')')
  return inner
}

// '3', '-3', '1.5', '2e3'. The range 1..3 has no decimal point.
const DECIMAL = /-?(?:\d+\.(?!\.)\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)/y
const INTEGER = /-?\d+/y
const WORD = /(?:true|false)\b/y

/** What may be an argument, an index or an operand: without operators. */
export function parseArgument(reader: Reader): Expression {
  reader.skipWhitespace()
  const value = parsePrimary(reader)
  reader.skipWhitespace()
  return value
}

function parsePrimary(reader: Reader): Expression {
  switch (reader.peek()) {
    case '"':
      return parseDoubleQuoted(reader)
    case "'":
      return { kind: 'literal', value: parseString(reader).replaceAll("''", "'") }
    case '[':
      return reader.nested(() => parseListOrRange(reader))
    case '{':
      return reader.nested(() => parseMap(reader))
    case '$': {
      const reference = parseReference(reader)
      if (!reference) throw reader.fail('expected the name of a variable')
      return { kind: 'reference', reference }
    }
  }
  const decimal = reader.take(DECIMAL)
  if (decimal !== undefined) return { kind: 'literal', value: Number(decimal) }
  const integer = reader.take(INTEGER)
  if (integer !== undefined) return { kind: 'literal', value: BigInt(integer) }
  const word = reader.take(WORD)
  if (word !== undefined) return { kind: 'literal', value: word === 'true' }
  throw reader.fail('expected a value')
}

/**
 * The content of a string. Its end is the first quotation mark that is neither doubled nor behind a
 * backslash; without one, the last that may be the end. Backslashes stay in the string.
 */
// AWS: https://velocity.apache.org/engine/1.7/user-guide.html (the grammar of Velocity 1.7)
function parseString(reader: Reader): string {
  const quote = reader.peek()
  const start = reader.at + 1
  let last = -1
  for (let at = start; at < reader.text.length; at++) {
    if (reader.text[at] !== quote) continue
    last = at
    if (reader.text[at + 1] === quote) at++
    else if (quote === "'" || reader.text[at - 1] !== '\\') return finish(reader, start, at)
  }
  if (last < 0) throw reader.fail('a string that does not end')
  return finish(reader, start, last)
}

function finish(reader: Reader, start: number, end: number): string {
  reader.at = end + 1
  return reader.text.slice(start, end)
}

function parseDoubleQuoted(reader: Reader): Expression {
  const { at } = reader
  const value = parseString(reader)
    .replaceAll('""', '"')
    .replace(/\\u([0-9A-Fa-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
  if (!/[$#]/.test(value)) return { kind: 'literal', value }
  try {
    return { kind: 'interpolation', nodes: reader.interpolate(value) }
  } catch (error) {
    if (error instanceof TemplateError) throw reader.fail(`in the string, ${error.message}`, at)
    throw error
  }
}

function parseListOrRange(reader: Reader): Expression {
  reader.expect('[')
  reader.skipWhitespace()
  if (reader.eat(']')) return { kind: 'list', items: [] }
  const first = parseArgument(reader)
  if (reader.eat('..')) {
    const last = parseArgument(reader)
    reader.expect(']')
    return { kind: 'range', first, last }
  }
  if (reader.eat(']')) return { kind: 'list', items: [first] }
  reader.expect(',')
  return { kind: 'list', items: [first, ...parseList(reader, ']')] }
}

function parseMap(reader: Reader): Expression {
  reader.expect('{')
  reader.skipWhitespace()
  const entries: [Expression, Expression][] = []
  if (reader.eat('}')) return { kind: 'map', entries }
  do {
    const key = parseArgument(reader)
    reader.expect(':')
    entries.push([key, parseArgument(reader)])
  } while (reader.eat(','))
  reader.expect('}')
  return { kind: 'map', entries }
}

const NAME = /[A-Za-z_][A-Za-z0-9_-]*/y
const MEMBER = /\.(?=[A-Za-z])/y

/**
 * The reference behind a dollar sign, or undefined where that is plain text: `$5`. The cursor then
 * has not moved.
 */
export function parseReference(reader: Reader): Reference | undefined {
  const { at } = reader
  reader.expect('$')
  if (!reader.eat('!')) reader.eat('\\!')
  const isFormal = reader.eat('{')
  const root = reader.take(NAME)
  if (root === undefined) {
    reader.at = at
    return undefined
  }
  const steps: Step[] = []
  for (let step = parseStep(reader); step; step = parseStep(reader)) steps.push(step)
  if (isFormal) reader.expect('}')
  return { root, steps }
}

function parseStep(reader: Reader): Step | undefined {
  if (reader.eat('[')) {
    const key = reader.nested(() => parseArgument(reader))
    reader.expect(']')
    return { kind: 'index', key }
  }
  if (reader.take(MEMBER) === undefined) return undefined
  const name = reader.take(NAME) ?? ''
  if (!reader.eat('(')) return { kind: 'property', name }
  return { kind: 'method', name, arguments: reader.nested(() => parseList(reader, ')')) }
}

/** Arguments up to a closing character, which is read as well. */
function parseList(reader: Reader, end: string): Expression[] {
  const items: Expression[] = []
  reader.skipWhitespace()
  if (reader.eat(end)) return items
  do items.push(parseArgument(reader))
  while (reader.eat(','))
  reader.expect(end)
  return items
}
