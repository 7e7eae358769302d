/** Parses character classes (`[a-z&&[^b]]`) and the escapes that stand for characters. */
import { not, oneOf, range, setOfLetter, setOfName } from './character-sets.ts'
import { RegexSyntaxError, type CharacterSet } from './syntax.ts'

/** A pattern and the place that is read next. */
export interface Cursor {
  readonly pattern: string
  at: number
  /** How deep groups and classes are nested. */
  depth: number
}

const DEEPEST = 200

/** Parses something that may contain itself. */
export function nested<Result>(cursor: Cursor, parse: () => Result): Result {
  if (++cursor.depth > DEEPEST) throw fail(cursor, 'Too deeply nested')
  const result = parse()
  cursor.depth--
  return result
}

export const peek = ({ pattern, at }: Cursor): string => pattern[at] ?? ''

export function eat(cursor: Cursor, text: string): boolean {
  if (!cursor.pattern.startsWith(text, cursor.at)) return false
  cursor.at += text.length
  return true
}

export const fail = ({ pattern, at }: Cursor, problem: string): RegexSyntaxError =>
  new RegexSyntaxError(`${problem} near index ${Math.min(at, pattern.length)} of ${pattern}`)

/** Reads the next code point. */
export function nextCode(cursor: Cursor): number {
  const code = cursor.pattern.codePointAt(cursor.at)
  if (code === undefined) throw fail(cursor, 'Unexpected end of the pattern')
  cursor.at += code > 0xffff ? 2 : 1
  return code
}

/** Reads what matches, or undefined. */
export function take(cursor: Cursor, expression: RegExp): string | undefined {
  expression.lastIndex = cursor.at
  const found = expression.exec(cursor.pattern)
  if (!found) return undefined
  cursor.at = expression.lastIndex
  return found[1] ?? found[0]
}

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, f: 12, r: 13, a: 7, e: 27 }

const equals =
  (wanted: number): CharacterSet =>
  (code) =>
    code === wanted

/** A class in brackets; the cursor stands behind the first one. */
export function parseClass(cursor: Cursor): CharacterSet {
  const isNegated = eat(cursor, '^')
  const parts: CharacterSet[] = []
  let result: CharacterSet | undefined
  const intersect = (): CharacterSet => {
    const set = oneOf(...parts)
    const before = result
    return before ? (code) => before(code) && set(code) : set
  }
  for (let isFirst = true; ; isFirst = false) {
    if (!isFirst && eat(cursor, ']')) break
    if (cursor.at >= cursor.pattern.length) throw fail(cursor, 'Unclosed character class')
    if (eat(cursor, '&&')) {
      result = intersect()
      parts.length = 0
    } else if (eat(cursor, '[')) parts.push(nested(cursor, () => parseClass(cursor)))
    else parts.push(parseMember(cursor))
  }
  const set = intersect()
  return isNegated ? not(set) : set
}

/** One member of a class: a set, a character, or a range. */
function parseMember(cursor: Cursor): CharacterSet {
  const first = parseUnit(cursor)
  if (typeof first !== 'number') return first
  const isRange =
    peek(cursor) === '-' && !['', ']', '['].includes(cursor.pattern[cursor.at + 1] ?? '')
  if (!isRange) return equals(first)
  cursor.at++
  const last = parseUnit(cursor)
  if (typeof last !== 'number' || last < first) throw fail(cursor, 'Illegal character range')
  return range(first, last)
}

const parseUnit = (cursor: Cursor): number | CharacterSet =>
  eat(cursor, '\\') ? parseEscape(cursor) : nextCode(cursor)

/** A character or a set after a backslash. The cursor stands behind that. */
export function parseEscape(cursor: Cursor): number | CharacterSet {
  const letter = String.fromCodePoint(nextCode(cursor))
  const set = setOfLetter(letter)
  if (set) return set
  const control = CONTROLS[letter]
  if (control !== undefined) return control
  switch (letter) {
    case 'p':
    case 'P': {
      const name = take(cursor, /\{([^}]*)\}|([A-Z])/y)
      if (name === undefined) throw fail(cursor, 'Unknown character property')
      const named = setOfName(name)
      return letter === 'p' ? named : not(named)
    }
    case 'u':
      return parseCode(cursor, /([0-9A-Fa-f]{4})/y, 16)
    case 'x':
      return parseCode(cursor, /\{([0-9A-Fa-f]{1,6})\}|[0-9A-Fa-f]{2}/y, 16)
    case '0':
      return parseCode(cursor, /[0-3]?[0-7]{1,2}/y, 8)
    case 'c':
      return nextCode(cursor) ^ 64
  }
  if (/[A-Za-z]/.test(letter)) throw fail(cursor, `Illegal or unsupported escape \\${letter}`)
  return letter.codePointAt(0) ?? 0
}

function parseCode(cursor: Cursor, digits: RegExp, base: number): number {
  const text = take(cursor, digits)
  const code = text === undefined ? Number.NaN : parseInt(text, base)
  if (!(code <= 0x10ffff)) throw fail(cursor, 'Illegal escape sequence')
  return code
}
