/** Splits a metric math expression. */
import { ExpressionError } from './series.ts'

export type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name' | 'text' | 'sign'; readonly text: string }

const FORMS: readonly (readonly ['space' | Token['kind'], RegExp])[] = [
  ['space', /\s+/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+/y],
  ['name', /[a-zA-Z_]\w*/y],
  ['text', /"[^"]*"|'[^']*'/y],
  ['sign', /==|!=|<=|>=|&&|\|\||[-+*/^<>(),[\]]/y],
]

export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < expression.length;) {
    const found = readOne(expression, at)
    at += found.length
    if (found.token) tokens.push(found.token)
  }
  return tokens
}

function readOne(expression: string, at: number): { length: number; token: Token | undefined } {
  for (const [kind, form] of FORMS) {
    form.lastIndex = at
    const text = form.exec(expression)?.[0]
    if (text === undefined) continue
    return { length: text.length, token: kind === 'space' ? undefined : toToken(kind, text) }
  }
  throw new ExpressionError(`unexpected character '${expression[at]}'`)
}

function toToken(kind: Token['kind'], text: string): Token {
  if (kind === 'number') return { kind, value: Number(text) }
  return { kind, text: kind === 'text' ? text.slice(1, -1) : text }
}
