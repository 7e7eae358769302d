/** Parses values in statements. */
import { isServiceError } from '../../../core/errors.ts'
import { invalidParameter, validation } from '../../errors.ts'
import { duplicatesInSet } from '../../values/errors.ts'
import { canonicalNumber, isReadable } from '../../values/numbers.ts'
import { newItem, type AttributeValue, type Item } from '../../values/values.ts'
import type { Cursor } from './cursor.ts'
import { notWellFormed } from '../errors.ts'

const MAX_LITERAL_DEPTH = 32

/** Whether a value (not a name) starts here. */
export function atValue(cursor: Cursor): boolean {
  const { kind, text, word } = cursor.token
  if (kind === 'string' || kind === 'number') return true
  if (kind === 'word') return word === 'TRUE' || word === 'FALSE' || word === 'NULL'
  return kind === 'symbol' && ['?', '[', '{', '<<', '+', '-'].includes(text)
}

/** The position of a value in a literal. Messages name it `root.a[0]`. */
interface Nesting {
  readonly name: string
  readonly depth: number
}

/** 'text', 1, TRUE, NULL, ?, [1, 2], {'a': 1}, <<1, 2>> */
export function parseValue(cursor: Cursor, nesting?: Nesting): AttributeValue {
  if (nesting && nesting.depth >= MAX_LITERAL_DEPTH)
    throw validation(`Nesting Levels have exceeded supported limits under ${nesting.name}`)
  const { kind, text } = cursor.token
  if (kind === 'string') return { S: cursor.advance().text }
  if (kind === 'number') return parseNumber(cursor, '', nesting)
  if (cursor.takeWord('TRUE')) return { BOOL: true }
  if (cursor.takeWord('FALSE')) return { BOOL: false }
  if (cursor.takeWord('NULL')) return { NULL: true }
  if (kind !== 'symbol') throw cursor.unexpected()
  const inner: Nesting = { name: nesting?.name ?? 'root', depth: (nesting?.depth ?? 0) + 1 }
  switch (text) {
    case '?':
      return parseParameter(cursor, nesting)
    case '[':
      cursor.advance()
      return { L: parseElements(cursor, ']', inner) }
    case '<<':
      cursor.advance()
      return toSet(parseElements(cursor, '>>', inner))
    case '{':
      cursor.advance()
      return { M: parseMembers(cursor, inner) }
    case '+':
    case '-':
      return parseSigned(cursor, nesting)
    default:
      throw cursor.unexpected()
  }
}

// A parameter may be a whole attribute but not a part of a literal.
function parseParameter(cursor: Cursor, nesting: Nesting | undefined): AttributeValue {
  const token = cursor.advance()
  if (nesting)
    throw validation(
      `Unsupported data type: Parameter under key ${nesting.name} at ${cursor.positionOf(token)}`,
    )
  return cursor.parameter()
}

// +1, -1, - -1
function parseSigned(cursor: Cursor, nesting: Nesting | undefined): AttributeValue {
  let negative = false
  let sign = ''
  while (cursor.atSymbol('+') || cursor.atSymbol('-')) {
    sign = cursor.advance().text
    if (sign === '-') negative = !negative
  }
  if (cursor.token.kind !== 'number')
    throw validation(`Unsupported operator in Condition Expression. Operator: ${sign}`)
  return parseNumber(cursor, negative ? '-' : '', nesting)
}

/**
 * AWS, as observed by peers in October 2026: a number out of range is named by its place in the
 * value, `root[1]`; one that cannot be read is an error of the syntax.
 */
function parseNumber(cursor: Cursor, sign: string, nesting: Nesting | undefined): AttributeValue {
  const text = sign + cursor.advance().text
  if (!isReadable(text)) throw notWellFormed('')
  try {
    return { N: canonicalNumber(text) }
  } catch (error) {
    if (!isServiceError(error)) throw error
    cursor.note(validation(`${error.message} under ${nesting?.name ?? 'root'}`))
    return { N: '0' }
  }
}

function parseElements(cursor: Cursor, end: string, { name, depth }: Nesting): AttributeValue[] {
  const elements: AttributeValue[] = []
  if (cursor.takeSymbol(end)) return elements
  do {
    const element = end === ']' ? `${name}[${elements.length}]` : name
    elements.push(parseValue(cursor, { name: element, depth }))
  } while (cursor.takeSymbol(','))
  cursor.expectSymbol(end)
  return elements
}

/** Parses `'a': 1, 'b': 2}` after the opening brace. Without `nesting` it is an item. */
export function parseMembers(cursor: Cursor, nesting?: Nesting): Item {
  const map = newItem()
  if (cursor.takeSymbol('}')) return map
  do {
    if (cursor.token.kind !== 'string' && !cursor.atName()) throw cursor.unexpected()
    const name = cursor.advance().text
    cursor.expectSymbol(':')
    map[name] = parseValue(
      cursor,
      nesting && { name: `${nesting.name}.${name}`, depth: nesting.depth },
    )
  } while (cursor.takeSymbol(','))
  cursor.expectSymbol('}')
  return map
}

function toSet(elements: readonly AttributeValue[]): AttributeValue {
  if (elements.length === 0) throw validation('Empty bags are not supported')
  const texts = elements.map((element) => ('S' in element ? element.S : undefined))
  if (texts.every((text) => text !== undefined)) {
    if (new Set(texts).size < texts.length) throw duplicatesInSet('SS', texts)
    return { SS: texts }
  }
  const numbers = elements.map((element) => ('N' in element ? element.N : undefined))
  if (!numbers.every((number) => number !== undefined))
    throw validation(
      'Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags',
    )
  if (new Set(numbers).size < numbers.length)
    throw invalidParameter(
      `Input collection [${numbers.join(', ')}] contains duplicates! under root`,
    )
  return { NS: numbers }
}
