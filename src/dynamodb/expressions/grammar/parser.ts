/**
 * The base of the parsers: document paths, placeholders, limits and the order of errors. AWS parses
 * an expression completely before it checks it, so a parser collects problems by category and then
 * reports the first category that has one.
 */
import type { Path, ValueOperand } from './tree.ts'
import { ofKind, validation } from '../../errors.ts'
import type { ExpressionKind } from './kinds.ts'
import { indexOutOfRange, REDUNDANT_PARENTHESES, tooManyOperators } from './problems.ts'
import { isReservedWord } from './reserved-words.ts'
import type { Scope } from './scope.ts'
import { Tokenizer } from './tokenizer.ts'

// AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-expression-parameters
const MAX_EXPRESSION_BYTES = 4096
const MAX_OPERATORS = 300
// AWS accepts no deeper expression: every level without redundant parentheses costs an operator.
const MAX_DEPTH = MAX_OPERATORS + 20
const MAX_LIST_INDEX = 2 ** 31 - 1
const MAX_PATH_DEPTH = 32

const NOTHING = { type: 'value', value: { NULL: true } } as const

export class Parser<Category extends string> {
  protected readonly tokens: Tokenizer
  protected readonly scope: Scope
  private readonly keywords: readonly string[]
  private problems: { [category: string]: string | undefined } | undefined
  private operators = 0
  private depth = 0

  constructor(kind: ExpressionKind, source: string, scope: Scope, keywords: readonly string[]) {
    checkSize(kind, source)
    this.tokens = new Tokenizer(source, kind)
    this.scope = scope
    this.keywords = keywords
  }

  /** Notes the first problem of a category. */
  protected note(category: Category | 'operators' | 'index', text: string): void {
    const problems = (this.problems ??= {})
    problems[category] ??= text
  }

  protected noted(category: Category): string | undefined {
    return this.problems?.[category]
  }

  protected forget(category: Category): void {
    if (this.problems) this.problems[category] = undefined
  }

  /** Throws the first problem in AWS's order. Call it at the end of the expression. */
  protected report(order: readonly Category[]): void {
    const { problems } = this
    if (!problems) return
    // Unverified: the position of the two limits among the other problems.
    for (const category of ['operators', ...order, 'index'] as const) {
      const text = problems[category]
      if (text !== undefined) throw this.tokens.problem(text)
    }
  }

  /**
   * Counts an operator: a comparator, BETWEEN, IN, AND, OR, NOT, a function, + or -. AWS stops at
   * the 301st, so its message always says 301 (seen in the wild for expressions with many more).
   */
  protected countOperator(): void {
    if (++this.operators === MAX_OPERATORS + 1)
      this.note('operators', tooManyOperators(this.operators))
  }

  /** Reads the name of a function and its parenthesis, `size(`. Returns the name. */
  protected beginCall(): string {
    this.countOperator()
    const name = this.tokens.text
    this.tokens.advance()
    this.tokens.advance()
    this.descend()
    return name
  }

  /**
   * Call it before each recursion. Refuses deeper expressions than AWS accepts, to save the stack.
   */
  protected descend(): void {
    if (++this.depth <= MAX_DEPTH) return
    // Unverified: AWS's wording. Such a deep expression has mostly parentheses or too many
    // operators.
    throw this.tokens.problem(
      this.operators > MAX_OPERATORS / 3
        ? tooManyOperators(MAX_OPERATORS + 1)
        : REDUNDANT_PARENTHESES,
    )
  }

  protected ascend(): void {
    this.depth--
  }

  protected atAnyKeyword(): boolean {
    const { keywords, tokens } = this
    if (tokens.kind !== 'identifier' || tokens.text.length > 7) return false
    for (const word of keywords) if (tokens.atKeyword(word)) return true
    return false
  }

  /** Whether the current token starts a path. */
  protected atPath(): boolean {
    const { kind } = this.tokens
    return kind === 'name' || (kind === 'identifier' && !this.atAnyKeyword())
  }

  /** Parses a path: `a`, `#a.b`, `a[0].#b`. Notes undefined names under `nameCategory`. */
  protected parsePath(reserved: Category, nameCategory: Category): Path {
    const first = this.parseName(reserved, nameCategory)
    const { tokens } = this
    if (tokens.kind !== 'symbol' || (tokens.text !== '.' && tokens.text !== '[')) return [first]
    const path: [string, ...(string | number)[]] = [first]
    this.parsePathTail(path, reserved, nameCategory)
    return path
  }

  protected parsePathTail(
    path: [string, ...(string | number)[]],
    reserved: Category,
    nameCategory: Category,
  ): void {
    const { tokens } = this
    for (;;) {
      if (tokens.take('.')) path.push(this.parseName(reserved, nameCategory))
      else if (tokens.take('[')) path.push(this.parseIndex())
      else break
    }
    // Unverified: the wording. The limit is documented (document paths, ServiceQuotas).
    if (path.length > MAX_PATH_DEPTH)
      this.note(
        'index',
        `The document path has too many nesting elements; nesting levels: ${path.length}`,
      )
  }

  private parseName(reserved: Category, nameCategory: Category): string {
    const { tokens } = this
    const { text } = tokens
    if (!this.atPath()) throw tokens.syntaxError()
    if (tokens.kind === 'identifier') {
      if (isReservedWord(text))
        this.note(reserved, `Attribute name is a reserved keyword; reserved keyword: ${text}`)
      tokens.advance()
      return text
    }
    tokens.advance()
    const name = this.scope.name(text)
    if (name !== undefined) return name
    this.note(
      nameCategory,
      `An expression attribute name used in the document path is not defined; attribute name: ${text}`,
    )
    return text
  }

  private parseIndex(): number {
    const { tokens } = this
    if (tokens.kind !== 'index') throw tokens.syntaxError()
    const { text } = tokens
    const index = Number(text)
    // Unverified: the limit is assumed to be that of a Java int.
    if (index > MAX_LIST_INDEX) this.note('index', indexOutOfRange(text))
    tokens.advance()
    tokens.expect(']')
    return index
  }

  protected parseValue(category: Category): ValueOperand {
    const { tokens } = this
    if (tokens.kind !== 'value') throw tokens.syntaxError()
    const { text } = tokens
    tokens.advance()
    const value = this.scope.value(text)
    if (value !== undefined) return { type: 'value', value }
    this.note(
      category,
      `An expression attribute value used in expression is not defined; attribute value: ${text}`,
    )
    return NOTHING
  }
}

function checkSize(kind: ExpressionKind, source: string): void {
  const refusal = (text: string): Error =>
    ofKind('expression', validation(`Invalid ${kind}: ${text}`))
  if (source === '') throw refusal('The expression can not be empty;')
  if (source.length <= MAX_EXPRESSION_BYTES / 3) return
  const bytes = Buffer.byteLength(source)
  if (bytes <= MAX_EXPRESSION_BYTES) return
  // Measured by a peer on AWS: the message has the size for conditions and filters only.
  const size =
    kind === 'ConditionExpression' || kind === 'FilterExpression'
      ? ` expression size: ${bytes}`
      : ''
  throw refusal(`Expression size has exceeded the maximum allowed size;${size}`)
}
