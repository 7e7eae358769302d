/** Splits an expression into tokens. */
import { ofKind, validation } from '../../errors.ts'
import type { ExpressionKind } from './kinds.ts'

export type TokenKind =
  | 'end'
  | 'identifier'
  | 'name' // #name
  | 'value' // :value
  | 'index' // 0, 12; only between brackets
  | 'symbol' // = <> < <= > >= + - ( ) [ ] . ,
  | 'unknown' // any other character

const NEITHER = 0
const LETTER = 1
const DIGIT = 2
const UNDERSCORE = 3
const BLANK = 4

// The class of each ASCII character.
const CLASS = new Uint8Array(128)
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code)
  if (/[a-zA-Z]/.test(character)) CLASS[code] = LETTER
  else if (/[0-9]/.test(character)) CLASS[code] = DIGIT
  else if (character === '_') CLASS[code] = UNDERSCORE
  else if (/[ \t\r\n]/.test(character)) CLASS[code] = BLANK
}

const classOf = (code: number): number => (code < 128 ? (CLASS[code] ?? NEITHER) : NEITHER)
const isWord = (code: number): boolean => {
  const kind = classOf(code)
  return kind === LETTER || kind === DIGIT || kind === UNDERSCORE
}

const SYMBOLS = '=<>+-()[].,'

/**
 * AWS: names begin with a letter (Expressions.ExpressionAttributeNames). `_` and other unexpected
 * characters are tokens of one character (seen in the wild: `token: "_", near: "set _something"`).
 */
interface Token {
  readonly kind: TokenKind
  /** Empty at the end. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** The text in upper case, for comparison with keywords. */
  readonly upper: string
}

/** The tokens of an expression. The last token is its end. */
function tokensOf(source: string): Tokens {
  let token = tokenAt(source, 0)
  const tokens: [Token, ...Token[]] = [token]
  while (token.kind !== 'end') tokens.push((token = tokenAt(source, token.end)))
  return tokens
}

type Tokens = readonly [Token, ...Token[]]

function tokenAt(source: string, from: number): Token {
  let start = from
  while (classOf(source.charCodeAt(start)) === BLANK) start++
  if (start >= source.length) return { kind: 'end', text: '', start, end: start, upper: '' }
  const kind = kindAt(source, start)
  const end = start + lengthAt(source, start, kind)
  const text = source.slice(start, end)
  return { kind, text, start, end, upper: kind === 'identifier' ? text.toUpperCase() : text }
}

function kindAt(source: string, at: number): TokenKind {
  const code = source.charCodeAt(at)
  const kind = classOf(code)
  if (kind === LETTER) return 'identifier'
  if (kind === DIGIT) return 'index'
  // '#a', ':a'. A lone '#' or ':' is unknown.
  if (code === 35 || code === 58) {
    if (!isWord(source.charCodeAt(at + 1))) return 'unknown'
    return code === 35 ? 'name' : 'value'
  }
  return SYMBOLS.includes(source.charAt(at)) ? 'symbol' : 'unknown'
}

function lengthAt(source: string, at: number, kind: TokenKind): number {
  const code = source.charCodeAt(at)
  const next = source.charCodeAt(at + 1)
  let end = at + 1
  switch (kind) {
    case 'index':
      // '01' is '0' and '1' (seen in the wild: `2021-03` stops at `token: "-", near: "2021-0"`).
      if (code !== 48) while (classOf(source.charCodeAt(end)) === DIGIT) end++
      return end - at
    case 'symbol':
      return (code === 60 && (next === 61 || next === 62)) || (code === 62 && next === 61) ? 2 : 1
    case 'unknown':
      return (source.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
    default:
      while (isWord(source.charCodeAt(end))) end++
      return end - at
  }
}

/** A position in the tokens of an expression. `advance()` moves to the next token. */
export class Tokenizer {
  readonly source: string
  readonly errorPrefix: string
  private readonly tokens: Tokens
  private position = 0
  private current: Token

  constructor(source: string, kind: ExpressionKind) {
    this.source = source
    this.errorPrefix = `Invalid ${kind}: `
    this.tokens = tokensOf(source)
    this.current = this.tokens[0]
  }

  get kind(): TokenKind {
    return this.current.kind
  }

  get text(): string {
    return this.current.text
  }

  get start(): number {
    return this.current.start
  }

  get end(): number {
    return this.current.end
  }

  /** Moves to the next token. Stays at the end. */
  advance(): void {
    const next = this.tokens[this.position + 1]
    if (!next) return
    this.current = next
    this.position++
  }

  /** Whether the current token is this symbol. */
  at(symbol: string): boolean {
    return this.current.kind === 'symbol' && this.current.text === symbol
  }

  /** Whether the current token is this keyword, in upper or lower case. `word` is in upper case. */
  atKeyword(word: string): boolean {
    return this.current.kind === 'identifier' && this.current.upper === word
  }

  /** Moves past the symbol if it is the current token. */
  take(symbol: string): boolean {
    if (!this.at(symbol)) return false
    this.advance()
    return true
  }

  expect(symbol: string): void {
    if (!this.take(symbol)) throw this.syntaxError()
  }

  /** Whether the next token is an opening parenthesis. */
  callFollows(): boolean {
    return this.tokens[this.position + 1]?.text === '('
  }

  /**
   * `Syntax error; token: "b", near: "a b c"`: the unexpected token, and the source text from its
   * previous to its next token.
   * (Seen in the wild: `token: ":", near: "hits : incr"`, `token: "<EOF>", near: ":type"`.)
   */
  syntaxError(): Error {
    const { kind, text, start, end } = this.current
    const previous = this.tokens[this.position - 1]
    const nearStart = previous?.start ?? start
    if (kind === 'end') return this.near('<EOF>', nearStart, previous?.end ?? 0)
    const next = this.tokens[this.position + 1]
    return this.near(text, nearStart, !next || next.kind === 'end' ? end : next.end)
  }

  private near(token: string, start: number, end: number): Error {
    return this.problem(`Syntax error; token: "${token}", near: "${this.source.slice(start, end)}"`)
  }

  problem(text: string): Error {
    return ofKind('expression', validation(this.errorPrefix + text))
  }
}
