/** A position in the tokens of a statement, with the parameters for `?`. */
import type { ServiceError } from '../../../core/errors.ts'
import type { AttributeValue } from '../../values/values.ts'
import { notWellFormed, parameterCountMismatch, positionText } from '../errors.ts'
import { tokenize, type Token, type Tokens } from './tokenizer.ts'

// Unverified: AWS's limit and wording for nested expressions.
const MAX_DEPTH = 200

/** The PartiQL parser's error where the name of a table, an index or an attribute is missing. */
export const EXPECTED_NAME = 'Expected identifier for simple path'

/** Words that need quotes as names. */
const KEYWORDS = new Set(
  (
    'ALL AND AS AT BETWEEN BY CASE CAST DELETE DISTINCT ESCAPE EXISTS FALSE FROM GROUP HAVING IN INSERT INTO IS JOIN LIKE LIMIT MISSING ' +
    'MODIFIED NEW NOT NULL OLD OR ORDER REMOVE RETURNING SELECT SET TRUE UPDATE VALUE VALUES WHERE'
  ).split(' '),
)

export class Cursor {
  readonly statement: string
  private readonly tokens: Tokens
  private readonly parameters: readonly AttributeValue[]
  private at = 0
  private current: Token
  private used = 0
  private depth = 0
  private noted: ServiceError | undefined

  constructor(statement: string, parameters: readonly AttributeValue[]) {
    this.statement = statement
    this.parameters = parameters
    this.tokens = tokenize(statement)
    this.current = this.tokens[0]
  }

  get token(): Token {
    return this.current
  }

  get next(): Token {
    return this.tokens[this.at + 1] ?? this.current
  }

  advance(): Token {
    const token = this.current
    const next = this.tokens[this.at + 1]
    if (next) {
      this.current = next
      this.at++
    }
    return token
  }

  atSymbol(symbol: string): boolean {
    const { kind, text } = this.token
    return kind === 'symbol' && text === symbol
  }

  atWord(word: string): boolean {
    return this.token.kind === 'word' && this.token.word === word
  }

  atName(): boolean {
    const { kind, word } = this.token
    return kind === 'quoted' || (kind === 'word' && !KEYWORDS.has(word))
  }

  /** Whether a function call starts here: `f(`. */
  atCall(): boolean {
    return this.token.kind === 'word' && this.next.kind === 'symbol' && this.next.text === '('
  }

  takeSymbol(symbol: string): boolean {
    if (!this.atSymbol(symbol)) return false
    this.advance()
    return true
  }

  takeWord(word: string): boolean {
    if (!this.atWord(word)) return false
    this.advance()
    return true
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw notWellFormed(`Expected ${TOKEN_NAMES[symbol] ?? symbol}`)
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw notWellFormed(`Expected ${word}`)
  }

  expectName(detail: string): string {
    if (!this.atName()) throw notWellFormed(detail)
    return this.advance().text
  }

  /** The error for a token that cannot start an expression. */
  unexpected(): Error {
    const { kind } = this.token
    return notWellFormed(
      kind === 'word'
        ? 'Unexpected keyword'
        : kind === 'symbol' && this.token.text !== ')' && this.token.text !== ','
          ? 'Unexpected operator'
          : 'Unexpected term',
    )
  }

  /** The value of the next `?`. finish() checks the number of parameters. */
  parameter(): AttributeValue {
    return this.parameters[this.used++] ?? { NULL: true }
  }

  /**
   * Notes a problem that is not one of syntax. AWS parses the whole statement before it checks the
   * meaning, so a syntax error further on is reported first.
   */
  note(problem: ServiceError): void {
    this.noted ??= problem
  }

  /** Returns the first noted problem and forgets it. */
  takeNoted(): ServiceError | undefined {
    const { noted } = this
    this.noted = undefined
    return noted
  }

  /**
   * Checks that the statement ends here, that no problem was noted and that the number of parameters
   * was right.
   */
  finish(): void {
    const semicolon = this.takeSymbol(';')
    if (this.token.kind !== 'end')
      throw notWellFormed(
        semicolon
          ? 'Unexpected token after semicolon. (Only one query is allowed.)'
          : 'Unexpected token after expression',
      )
    if (this.noted) throw this.noted
    if (this.used !== this.parameters.length) throw parameterCountMismatch()
  }

  /** Limits the nesting. Call it before each recursion. */
  descend(): void {
    if (++this.depth > MAX_DEPTH) throw notWellFormed('')
  }

  ascend(): void {
    this.depth--
  }

  positionOf({ start, end }: Token): string {
    return positionText(this.statement, start, end)
  }
}

// The PartiQL parser's names.
const TOKEN_NAMES: Readonly<Record<string, string>> = {
  '(': 'LEFT_PAREN',
  ')': 'RIGHT_PAREN',
  '[': 'LEFT_BRACKET',
  ']': 'RIGHT_BRACKET',
  '{': 'LEFT_CURLY',
  '}': 'RIGHT_CURLY',
  '>>': 'RIGHT_DOUBLE_ANGLE_BRACKET',
  ':': 'COLON',
  ',': 'COMMA',
}
