/** Parses what stands in the parentheses of directives. */
import { parseArgument, parseExpression, parseReference } from './parse-expression.ts'
import type { Reader } from './reader.ts'
import type { Expression, Node } from './syntax.ts'

/** A directive swallows the rest of its line if that is blank. */
export const REST_OF_LINE: RegExp = /[ \t]*(?:\r\n|\r|\n)/y

export function openDirective(reader: Reader, name: string): void {
  reader.skipWhitespace()
  if (!reader.eat('(')) throw reader.fail(`#${name} needs parentheses`)
}

export function closeDirective(reader: Reader): void {
  reader.skipWhitespace()
  reader.expect(')')
  reader.take(REST_OF_LINE)
}

/** `#set($name = value)`, behind the opening parenthesis. */
export function parseSet(reader: Reader): Node {
  reader.skipWhitespace()
  const target = reader.peek() === '$' ? parseReference(reader) : undefined
  if (!target) throw reader.fail('#set needs a variable')
  reader.skipWhitespace()
  reader.expect('=')
  const value = parseExpression(reader)
  closeDirective(reader)
  return { kind: 'set', target, value }
}

export interface ForeachHead {
  readonly variable: string
  readonly list: Expression
}

const IN = /\s+in(?=[\s$[{"'])/y

export function parseForeachHead(reader: Reader): ForeachHead {
  openDirective(reader, 'foreach')
  reader.skipWhitespace()
  const variable = variableOf(reader, reader.peek() === '$' ? referenceOf(reader) : undefined)
  if (reader.take(IN) === undefined) throw reader.fail("expected 'in'")
  const list = parseArgument(reader)
  closeDirective(reader)
  return { variable, list }
}

function referenceOf(reader: Reader): Expression | undefined {
  const reference = parseReference(reader)
  return reference && { kind: 'reference', reference }
}

export function variableOf(reader: Reader, expression: Expression | undefined): string {
  if (expression?.kind === 'reference' && expression.reference.steps.length === 0)
    return expression.reference.root
  throw reader.fail('expected a variable')
}

const WORD = /[A-Za-z_@][A-Za-z0-9_@]*/y
const COMMA = /\s*,?\s*/y

export interface MacroHead {
  readonly macro: string
  readonly parameters: readonly string[]
}

export function parseMacroHead(reader: Reader): MacroHead {
  openDirective(reader, 'macro')
  reader.skipWhitespace()
  const macro = reader.take(WORD)
  if (macro === undefined) throw reader.fail('#macro needs a name')
  const parameters: string[] = []
  for (reader.take(COMMA); reader.peek() === '$'; reader.take(COMMA))
    parameters.push(variableOf(reader, referenceOf(reader)))
  closeDirective(reader)
  return { macro, parameters }
}

/**
 * Arguments, with commas or blanks between them. Undefined without parentheses; the cursor then has
 * not moved.
 */
export function parseArguments(reader: Reader): readonly Expression[] | undefined {
  const { at } = reader
  reader.skipWhitespace()
  if (!reader.eat('(')) {
    reader.at = at
    return undefined
  }
  const given: Expression[] = []
  for (;;) {
    reader.take(COMMA)
    if (reader.peek() === ')' || reader.isAtEnd) break
    const word = reader.take(WORD)
    given.push(word === undefined ? parseArgument(reader) : literal(word))
  }
  closeDirective(reader)
  return given
}

const literal = (word: string): Expression => ({
  kind: 'literal',
  value: word === 'true' || word === 'false' ? word === 'true' : word,
})
