/** Cuts a PartiQL statement into tokens. One pass; comments and blanks are dropped. */
import { notWellFormed } from './errors.ts'

export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end'

export interface Token {
  readonly kind: TokenKind
  /** The content: without quotes for quoted identifiers and strings. */
  readonly text: string
  /** The text of words in capitals: keywords and functions come in any case. */
  readonly word: string
  readonly start: number
  readonly end: number
}

const BLANK = /\s/y
const WORD = /[A-Za-z_$][A-Za-z0-9_$]*/y
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const COMMENT = /--[^\n\r]*|\/\*[^]*?\*\//y
const SYMBOL = /<<|>>|<>|!=|<=|>=|[=<>(){}[\],.:;+\-*?]/y

export function tokenize(statement: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(statement)?.[0]
  }
  while (at < statement.length) {
    const skipped = match(BLANK) ?? match(COMMENT)
    if (skipped !== undefined) {
      at += skipped.length
      continue
    }
    const token = quotedAt(statement, at) ?? plainAt(match, at)
    // Unverified: the text for characters that begin nothing (an unclosed comment or quote among them).
    if (!token) throw notWellFormed('')
    tokens.push(token)
    at = token.end
  }
  tokens.push({ kind: 'end', text: '', word: '', start: at, end: at })
  return tokens
}

/** `'it''s'` is a string, `"order"` a name. */
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

function plainAt(match: (pattern: RegExp) => string | undefined, start: number): Token | undefined {
  const word = match(WORD)
  if (word !== undefined)
    return {
      kind: 'word',
      text: word,
      word: word.toUpperCase(),
      start,
      end: start + word.length,
    }
  const number = match(NUMBER)
  if (number !== undefined)
    return { kind: 'number', text: number, word: '', start, end: start + number.length }
  const symbol = match(SYMBOL)
  return symbol === undefined
    ? undefined
    : { kind: 'symbol', text: symbol, word: '', start, end: start + symbol.length }
}
