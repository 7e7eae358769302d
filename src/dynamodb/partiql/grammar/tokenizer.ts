/** Splits a PartiQL statement into tokens, without comments and blanks. */
import { notWellFormed } from '../errors.ts'

export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end'

export interface Token {
  readonly kind: TokenKind
  /** The content, without the quotes of identifiers and strings. */
  readonly text: string
  /** The text of a word in upper case, because keywords and functions are case-insensitive. */
  readonly word: string
  readonly start: number
  readonly end: number
}

const WORD = /[A-Za-z_$][A-Za-z0-9_$]*/y
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const COMMENT = /--[^\n\r]*|\/\*[^]*?\*\//y
const SINGLES = '=<>(){}[],.:;+-*?'
const DOUBLES: readonly string[] = ['<<', '>>', '<>', '!=', '<=', '>=']

const matchAt = (pattern: RegExp, statement: string, at: number): string | undefined => {
  pattern.lastIndex = at
  return pattern.exec(statement)?.[0]
}

/** The tokens of a statement. The last token is its end. */
export type Tokens = readonly [Token, ...Token[]]

/** Tokens by statement, because programs send the same statements many times. */
const known = new Map<string, Tokens>()
const MAX_KNOWN = 500

export function tokenize(statement: string): Tokens {
  let tokens = known.get(statement)
  if (!tokens) {
    tokens = split(statement)
    if (known.size >= MAX_KNOWN) known.clear()
    known.set(statement, tokens)
  }
  return tokens
}

function split(statement: string): Tokens {
  let token = nextToken(statement, 0)
  const tokens: [Token, ...Token[]] = [token]
  while (token.kind !== 'end') tokens.push((token = nextToken(statement, token.end)))
  return tokens
}

function nextToken(statement: string, from: number): Token {
  const start = skipBlanks(statement, from)
  if (start >= statement.length) return { kind: 'end', text: '', word: '', start, end: start }
  const token = tokenAt(statement, start)
  // AWS, as observed by peers in October 2026 for numbers that cannot be read: errors of the lexer,
  // such as an unclosed comment or quote, have no details.
  if (!token) throw notWellFormed('')
  return token
}

// Blanks and comments.
function skipBlanks(statement: string, start: number): number {
  for (let at = start; ;) {
    const code = statement.charCodeAt(at)
    if (code === 32 || (code >= 9 && code <= 13)) at++
    else if (code === 45 || code === 47) {
      const comment = matchAt(COMMENT, statement, at)
      if (comment === undefined) return at
      at += comment.length
    } else return at
  }
}

function tokenAt(statement: string, start: number): Token | undefined {
  const code = statement.charCodeAt(start)
  if (code === 34 || code === 39) return quotedAt(statement, start)
  const word = matchAt(WORD, statement, start)
  if (word !== undefined) {
    const end = start + word.length
    return { kind: 'word', text: word, word: word.toUpperCase(), start, end }
  }
  const isNumber = code === 46 || (code >= 48 && code <= 57)
  const number = isNumber ? matchAt(NUMBER, statement, start) : undefined
  if (number !== undefined) {
    const end = start + number.length
    // An exponent without digits: `1e`.
    if (/^[eE]([^A-Za-z0-9_$]|$)/.test(statement.slice(end, end + 2))) return undefined
    return { kind: 'number', text: number, word: '', start, end }
  }
  const pair = statement.slice(start, start + 2)
  const text = DOUBLES.includes(pair) ? pair : statement.charAt(start)
  if (text.length < 2 && !SINGLES.includes(text)) return undefined
  return { kind: 'symbol', text, word: '', start, end: start + text.length }
}

/** Reads a string, `'it''s'`, or a quoted name, `"order"`. */
function quotedAt(statement: string, start: number): Token | undefined {
  const quote = statement[start]
  if (quote !== "'" && quote !== '"') return undefined
  let text = ''
  for (let at = start + 1; ;) {
    const stop = statement.indexOf(quote, at)
    if (stop < 0) return undefined
    text += statement.slice(at, stop)
    if (statement[stop + 1] !== quote) {
      const kind = quote === "'" ? 'string' : 'quoted'
      return { kind, text, word: '', start, end: stop + 1 }
    }
    text += quote
    at = stop + 2
  }
}
