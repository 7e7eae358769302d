/**
 * Parses metric math.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
import { ExpressionError } from './series.ts'
import { tokensOf, type Token } from './tokens.ts'

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  /** The id of another query. */
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'negative'; readonly of: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: string
      readonly left: Expression
      readonly right: Expression
    }

/** Loosest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['||', 'OR'],
  ['&&', 'AND'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
]

const MOST_NESTED = 100

export function parseExpression(text: string): Expression {
  const parser = new Parser(tokensOf(text))
  const expression = parser.binary(0)
  parser.end()
  return expression
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#unexpected()
  }

  binary(level: number): Expression {
    const operators = LEVELS[level]
    if (!operators) return this.#unary()
    let left = this.binary(level + 1)
    for (let operator = this.#takeOne(operators); operator; operator = this.#takeOne(operators)) {
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) }
    }
    return left
  }

  #unary(): Expression {
    if (++this.#depth > MOST_NESTED) throw new ExpressionError('it is nested too deeply')
    const expression: Expression = this.#take('-')
      ? { kind: 'negative', of: this.#unary() }
      : this.#primary()
    this.#depth--
    return expression
  }

  #primary(): Expression {
    const token = this.#tokens[this.#at]
    if (!token) throw this.#unexpected()
    this.#at++
    if (token.kind === 'number' || token.kind === 'text') return token as Expression
    if (token.kind === 'name') {
      if (!this.#take('(')) return { kind: 'id', id: token.text }
      return { kind: 'call', name: token.text, args: this.#items(')') }
    }
    if (token.text === '[') return { kind: 'list', items: this.#items(']') }
    if (token.text !== '(') {
      this.#at--
      throw this.#unexpected()
    }
    const inner = this.binary(0)
    if (!this.#take(')')) throw this.#unexpected()
    return inner
  }

  #items(close: string): Expression[] {
    const items: Expression[] = []
    if (this.#take(close)) return items
    do items.push(this.binary(0))
    while (this.#take(','))
    if (!this.#take(close)) throw this.#unexpected()
    return items
  }

  #takeOne(operators: readonly string[]): string | undefined {
    return operators.find((operator) => this.#take(operator))
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#at]
    const isIt = token !== undefined && token.kind !== 'number' && token.kind !== 'text'
    if (!isIt || token.text !== text) return false
    this.#at++
    return true
  }

  #unexpected(): ExpressionError {
    const token = this.#tokens[this.#at]
    if (!token) return new ExpressionError('unexpected end')
    return new ExpressionError(`unexpected '${token.kind === 'number' ? token.value : token.text}'`)
  }
}
