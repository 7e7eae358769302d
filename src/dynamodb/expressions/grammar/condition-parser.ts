/**
 * Parses ConditionExpression, FilterExpression and the syntax of KeyConditionExpression, in one
 * pass without backtracking. Parentheses may contain a condition or an operand; the token after
 * them decides which.
 */
import {
  boundsProblem,
  distinctProblem,
  FUNCTIONS,
  functionProblem,
  MAX_IN_OPERANDS,
  orderProblem,
  UPDATE_FUNCTIONS,
} from './condition-checks.ts'
import { bindCondition } from './bind-placeholders.ts'
import { withParseCache } from './parse-cache.ts'
import type { ExpressionKind } from './kinds.ts'
import { Parser } from './parser.ts'
import {
  misusedFunction,
  REDUNDANT_PARENTHESES,
  tooManyInOperands,
  unknownFunction,
  wrongOperandCount,
} from './problems.ts'
import type { Scope } from './scope.ts'
import type { Comparator, Condition, Operand, PathOperand } from './tree.ts'
import { isAttributeType } from '../../values/values.ts'

const KEYWORDS = ['BETWEEN', 'IN', 'AND', 'OR', 'NOT']
const COMPARATORS: ReadonlyMap<string, Comparator> = new Map(
  (['=', '<>', '<', '<=', '>', '>='] as const).map((comparator) => [comparator, comparator]),
)

/** A function call before the parser knows whether its place in the expression allows it. */
interface Call {
  readonly type: 'call'
  readonly name: string
  readonly first: Operand
  readonly second: Operand | undefined
}

type Node = Condition | Operand | Call
type Loose = Operand | Call

const isLoose = (node: Node): node is Loose =>
  node.type === 'path' || node.type === 'value' || node.type === 'size' || node.type === 'call'

type Category =
  | 'parentheses'
  | 'unknownFunction'
  | 'misusedFunction'
  | 'reserved'
  | 'condition'
  // Problems within one condition, in this order:
  | 'undefined'
  | 'operandCount'
  | 'distinct'
  | 'operandType'

// A peer (dynalite) found this order on AWS, and also that AWS reports the first condition that has
// any problem.
const ORDER: readonly Category[] = [
  'parentheses',
  'unknownFunction',
  'misusedFunction',
  'reserved',
  'condition',
]
const WITHIN_CONDITION: readonly Category[] = [
  'undefined',
  'operandCount',
  'distinct',
  'operandType',
]

// One cache serves all kinds: a valid expression has the same tree in each.
const parseCached = withParseCache<Condition, [kind: ExpressionKind]>({
  parse: (source, scope, kind) => new ConditionParser(kind, source, scope, KEYWORDS).parse(),
  bind: bindCondition,
})

export const parseConditionTree = (kind: ExpressionKind, source: string, scope: Scope): Condition =>
  parseCached(source, scope, kind)

class ConditionParser extends Parser<Category> {
  // The first and last character of the parentheses that were closed last.
  private groupStart = -1
  private groupEnd = -1

  parse(): Condition {
    const node = this.parseOr()
    if (this.tokens.kind !== 'end') throw this.tokens.syntaxError()
    const condition = this.asCondition(node)
    this.settle()
    this.report(ORDER)
    return condition
  }

  // a OR b OR c
  private parseOr(): Node {
    const first = this.parseAnd()
    if (!this.tokens.atKeyword('OR')) return first
    const conditions = [this.asCondition(first)]
    while (this.tokens.atKeyword('OR')) {
      this.countOperator()
      this.tokens.advance()
      conditions.push(this.asCondition(this.parseAnd()))
    }
    return { type: 'or', conditions }
  }

  // a AND b AND c
  private parseAnd(): Node {
    const first = this.parseNot()
    if (!this.tokens.atKeyword('AND')) return first
    const conditions = [this.asCondition(first)]
    while (this.tokens.atKeyword('AND')) {
      this.countOperator()
      this.tokens.advance()
      conditions.push(this.asCondition(this.parseNot()))
    }
    return { type: 'and', conditions }
  }

  // NOT a
  private parseNot(): Node {
    let negations = 0
    while (this.tokens.atKeyword('NOT')) {
      this.countOperator()
      this.tokens.advance()
      negations++
    }
    const node = this.parseComparison()
    if (negations === 0) return node
    let condition = this.asCondition(node)
    // Evaluation is recursive, so one or two negations take the place of many.
    for (negations = negations % 2 === 0 ? 2 : 1; negations > 0; negations--)
      condition = { type: 'not', condition }
    return condition
  }

  // a = b, a BETWEEN b AND c, a IN (b, c), f(a), (a = b)
  private parseComparison(): Node {
    const left = this.parsePrimary()
    if (!isLoose(left)) return left
    const { tokens } = this
    if (tokens.kind === 'symbol') {
      // '(a)': the token after the parenthesis decides what it is.
      if (tokens.text === ')') return left
      const comparator = COMPARATORS.get(tokens.text)
      if (comparator) return this.parseComparator(comparator, left)
    } else if (tokens.atKeyword('BETWEEN')) return this.parseBetween(left)
    else if (tokens.atKeyword('IN')) return this.parseIn(left)
    if (left.type === 'path' || left.type === 'value') throw tokens.syntaxError()
    return this.asCondition(left)
  }

  private parseComparator(comparator: Comparator, loose: Loose): Condition {
    this.countOperator()
    this.tokens.advance()
    const looseRight = this.parseOperand()
    const left = this.asOperand(loose)
    const right = this.asOperand(looseRight)
    this.noteProblem('distinct', distinctProblem(comparator, left, right))
    if (comparator !== '=' && comparator !== '<>')
      this.noteProblem('operandType', orderProblem(comparator, [left, right]))
    this.settle()
    return { type: 'compare', comparator, left, right }
  }

  private parseBetween(loose: Loose): Condition {
    this.countOperator()
    const { tokens } = this
    tokens.advance()
    const looseLower = this.parseOperand()
    if (!tokens.atKeyword('AND')) throw tokens.syntaxError()
    tokens.advance()
    const looseUpper = this.parseOperand()
    const operand = this.asOperand(loose)
    const lower = this.asOperand(looseLower)
    const upper = this.asOperand(looseUpper)
    if (this.noted('undefined') === undefined) {
      const problem = orderProblem('BETWEEN', [operand, lower, upper])
      this.noteProblem('operandType', problem ?? boundsProblem(lower, upper))
    }
    this.settle()
    return { type: 'between', operand, lower, upper }
  }

  private parseIn(loose: Loose): Condition {
    this.countOperator()
    this.tokens.advance()
    this.tokens.expect('(')
    const list = this.parseList()
    const operand = this.asOperand(loose)
    const candidates = list.map((item) => this.asOperand(item))
    if (candidates.length > MAX_IN_OPERANDS)
      this.note('operandCount', tooManyInOperands(candidates.length))
    this.settle()
    return { type: 'in', operand, candidates }
  }

  // The left operand of a comparator, or a condition in parentheses.
  private parsePrimary(): Node {
    return this.tokens.at('(') ? this.parseGroup(() => this.parseOr()) : this.parseSimpleOperand()
  }

  // The right operand of a comparator, or an operand of BETWEEN, IN or a function.
  private parseOperand(): Loose {
    if (!this.tokens.at('(')) return this.parseSimpleOperand()
    return this.parseGroup(() => this.parseOperand())
  }

  private parseGroup<Inner extends Node>(parseInner: () => Inner): Inner | PathOperand {
    const { tokens } = this
    const start = tokens.start
    this.descend()
    tokens.advance()
    const innerStart = tokens.at('(') ? tokens.start : -2
    const inner = parseInner()
    if (!tokens.at(')')) throw tokens.syntaxError()
    if (innerStart === this.groupStart && this.isBlank(this.groupEnd, tokens.start))
      this.note('parentheses', REDUNDANT_PARENTHESES)
    this.groupStart = start
    this.groupEnd = tokens.end
    tokens.advance()
    this.ascend()
    // '(a).b' continues the path.
    if (inner.type === 'path' && (tokens.at('.') || tokens.at('['))) {
      const path: [string, ...(string | number)[]] = [...inner.path]
      this.parsePathTail(path, 'reserved', 'undefined')
      return { type: 'path', path }
    }
    return inner
  }

  private isBlank(from: number, to: number): boolean {
    return this.tokens.source.slice(from, to).trim() === ''
  }

  private parseSimpleOperand(): Loose {
    const { tokens } = this
    if (tokens.kind === 'value') return this.parseValue('undefined')
    if (!this.atPath()) throw tokens.syntaxError()
    if (tokens.kind === 'identifier' && tokens.callFollows()) return this.parseCall()
    return { type: 'path', path: this.parsePath('reserved', 'undefined') }
  }

  // size(a), begins_with(a, :b)
  private parseCall(): Loose {
    const name = this.beginCall()
    const [head, ...tail] = this.parseList()
    const first = this.asOperand(head)
    const rest = tail.map((item) => this.asOperand(item))
    const [second] = rest
    this.ascend()
    const expected = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
    if (UPDATE_FUNCTIONS.includes(name)) this.noteMisuse(name)
    else if (expected === undefined) this.note('unknownFunction', unknownFunction(name))
    else if (expected !== 1 + rest.length)
      this.note('operandCount', wrongOperandCount(name, 1 + rest.length))
    else {
      if (second) this.noteProblem('distinct', distinctProblem(name, first, second))
      if (this.noted('undefined') === undefined)
        this.noteProblem('operandType', functionProblem(name, first, second))
    }
    if (name === 'size') return { type: 'size', of: first }
    return { type: 'call', name, first, second }
  }

  // a, b, c)
  private parseList(): [Loose, ...Loose[]] {
    const { tokens } = this
    const list: [Loose, ...Loose[]] = [this.parseOperand()]
    while (tokens.take(',')) list.push(this.parseOperand())
    tokens.expect(')')
    return list
  }

  private asOperand(node: Loose): Operand {
    if (node.type !== 'call') return node
    this.noteMisuse(node.name)
    return { type: 'value', value: { NULL: true } }
  }

  private asCondition(node: Node): Condition {
    if (!isLoose(node)) return node
    if (node.type === 'path' || node.type === 'value') throw this.tokens.syntaxError()
    this.settle()
    if (node.type === 'call') return conditionOf(node)
    this.noteMisuse('size')
    return REFUSED
  }

  private noteMisuse(name: string): void {
    this.note('misusedFunction', misusedFunction(name))
  }

  private noteProblem(category: Category, problem: string | undefined): void {
    if (problem !== undefined) this.note(category, problem)
  }

  // Ends a condition: its first problem counts unless an earlier condition had one.
  private settle(): void {
    for (const category of WITHIN_CONDITION) {
      const problem = this.noted(category)
      if (problem === undefined) continue
      this.note('condition', problem)
      this.forget(category)
    }
  }
}

// A placeholder for a call with an error. It is never evaluated: report() throws.
const REFUSED: Condition = { type: 'and', conditions: [] }

function conditionOf({ name, first, second }: Call): Condition {
  if (name === 'attribute_exists' || name === 'attribute_not_exists') {
    if (first.type !== 'path') return REFUSED
    return { type: name === 'attribute_exists' ? 'exists' : 'notExists', path: first.path }
  }
  if (!second) return REFUSED
  switch (name) {
    case 'attribute_type': {
      const type = second.type === 'value' && 'S' in second.value ? second.value.S : ''
      return isAttributeType(type) ? { type: 'hasType', operand: first, name: type } : REFUSED
    }
    case 'begins_with':
      return { type: 'beginsWith', operand: first, prefix: second }
    default:
      return { type: 'contains', operand: first, part: second }
  }
}
