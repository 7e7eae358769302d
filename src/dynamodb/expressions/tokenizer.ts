/** Cuts an expression into tokens, one at a time: no token list, no regular expression, no way back. */
import { validation } from '../errors.ts'
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

// What an ASCII character can be part of.
const CLASS = new Uint8Array(128)
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code)
  if (/[a-zA-Z]/.test(character)) CLASS[code] = LETTER
  else if (/[0-9]/.test(character)) CLASS[code] = DIGIT
  else if (character === '_') CLASS[code] = UNDERSCORE
  else if (/[ \t\r\n]/.test(character)) CLASS[code] = BLANK
}

const classOf = (code: number): number => (code < 128 ? CLASS[code]! : NEITHER)
const isWord = (code: number): boolean => {
  const kind = classOf(code)
  return kind === LETTER || kind === DIGIT || kind === UNDERSCORE
}

const SYMBOLS = '=<>+-()[].,'

/**
 * The current token of an expression and where it stands. `advance()` moves on.
 *
 * AWS: names begin with a letter (Expressions.ExpressionAttributeNames); `_` and other strangers are tokens of one
 * character (seen in the wild: `token: "_", near: "set _something"`).
 */
export class Tokenizer {
  readonly source: string
  readonly errorPrefix: string
  kind: TokenKind = 'end'
  /** The token's text; empty at the end. */
  text = ''
  start = 0
  end = 0
  private previousStart = -1
  private previousEnd = 0

  constructor(source: string, kind: ExpressionKind) {
    this.source = source
    this.errorPrefix = `Invalid ${kind}: `
    this.scan()
  }

  advance(): void {
    this.previousStart = this.start
    this.previousEnd = this.end
    this.scan()
  }

  /** Is the current token this symbol? */
  at(symbol: string): boolean {
    return this.kind === 'symbol' && this.text === symbol
  }

  /** Is the current token this keyword (given in capitals), in any case? */
  atKeyword(word: string): boolean {
    return (
      this.kind === 'identifier' &&
      this.text.length === word.length &&
      (this.text === word || this.text.toUpperCase() === word)
    )
  }

  /** Takes the symbol if it is next. */
  take(symbol: string): boolean {
    if (!this.at(symbol)) return false
    this.advance()
    return true
  }

  expect(symbol: string): void {
    if (!this.take(symbol)) throw this.syntaxError()
  }

  /** Is the token after the current one an opening parenthesis? */
  callFollows(): boolean {
    let at = this.end
    while (classOf(this.source.charCodeAt(at)) === BLANK) at++
    return this.source.charCodeAt(at) === 40
  }

  /**
   * `Syntax error; token: "b", near: "a b c"`: the stranger between its neighbours, as they were written.
   * (Seen in the wild: `token: ":", near: "hits : incr"`, `token: "<EOF>", near: ":type"`.)
   */
  syntaxError(): Error {
    const { text, end } = this
    const nearStart = this.previousStart < 0 ? this.start : this.previousStart
    if (this.kind === 'end') return this.near('<EOF>', nearStart, this.previousEnd)
    this.scan()
    return this.near(text, nearStart, this.text === '' ? end : this.end)
  }

  private near(token: string, start: number, end: number): Error {
    return this.problem(`Syntax error; token: "${token}", near: "${this.source.slice(start, end)}"`)
  }

  problem(text: string): Error {
    return validation(this.errorPrefix + text)
  }

  private scan(): void {
    const { source } = this
    let at = this.end
    let code = source.charCodeAt(at)
    while (classOf(code) === BLANK) code = source.charCodeAt(++at)
    this.start = at
    if (at >= source.length) {
      this.end = at
      this.kind = 'end'
      this.text = ''
      return
    }
    this.end = this.stopOf(code, at)
    this.text = source.slice(at, this.end)
  }

  // Where the token that begins at `at` stops; sets its kind.
  private stopOf(code: number, at: number): number {
    const { source } = this
    const kind = classOf(code)
    if (kind === LETTER) {
      this.kind = 'identifier'
      return this.wordEnd(at + 1)
    }
    // '#a', ':a'; a lone '#' or ':' is a stranger.
    if (code === 35 || code === 58) {
      const stop = this.wordEnd(at + 1)
      this.kind = stop === at + 1 ? 'unknown' : code === 35 ? 'name' : 'value'
      return stop
    }
    if (kind === DIGIT) {
      this.kind = 'index'
      // '01' is '0' and '1' (seen in the wild: `2021-03` stops at `token: "-", near: "2021-0"`).
      let stop = at + 1
      if (code !== 48) while (classOf(source.charCodeAt(stop)) === DIGIT) stop++
      return stop
    }
    if (SYMBOLS.includes(source[at]!)) {
      this.kind = 'symbol'
      const next = source.charCodeAt(at + 1)
      const double = code === 60 ? next === 61 || next === 62 : code === 62 && next === 61
      return double ? at + 2 : at + 1
    }
    this.kind = 'unknown'
    return at + (source.codePointAt(at)! > 0xffff ? 2 : 1)
  }

  private wordEnd(at: number): number {
    while (isWord(this.source.charCodeAt(at))) at++
    return at
  }
}
