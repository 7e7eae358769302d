/** Parses WHERE into the condition trees of ConditionExpression. */
import { validation } from '../../errors.ts'
import {
  boundsProblem,
  FUNCTIONS,
  MAX_IN_OPERANDS,
  orderProblem,
  staticType,
} from '../../expressions/grammar/condition-checks.ts'
import {
  incorrectOperandType,
  pathRequired,
  tooManyInOperands,
  unknownAttributeType,
  wrongOperandCount,
} from '../../expressions/grammar/problems.ts'
import type { Comparator, Condition, Operand } from '../../expressions/grammar/tree.ts'
import { isAttributeType, type AttributeType } from '../../values/values.ts'
import type { Cursor } from './cursor.ts'
import { existsOutsideTransaction, notWellFormed, unrecognizedFunction } from '../errors.ts'
import { parseType } from './is-type.ts'
import { atValue, parseValue } from './literals.ts'
import { parsePath } from './paths.ts'

const COMPARATORS: Readonly<Record<string, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

type Node = Condition | Operand

const isOperand = (node: Node): node is Operand =>
  node.type === 'path' || node.type === 'value' || node.type === 'size'

/** Parses WHERE. Returns its conjuncts. */
export function parseWhere(cursor: Cursor): readonly Condition[] {
  const condition = asCondition(parseOr(cursor))
  return condition.type === 'and' ? condition.conditions : [condition]
}

function parseOr(cursor: Cursor): Node {
  const first = parseAnd(cursor)
  if (!cursor.atWord('OR')) return first
  const conditions = [asCondition(first)]
  while (cursor.takeWord('OR')) conditions.push(asCondition(parseAnd(cursor)))
  return { type: 'or', conditions }
}

// Flattens `(a AND b) AND c` to `a AND b AND c`, so that key-plan.ts finds all key conditions.
function parseAnd(cursor: Cursor): Node {
  const first = parseNot(cursor)
  if (!cursor.atWord('AND')) return first
  const conditions = conjunctsOf(asCondition(first))
  while (cursor.takeWord('AND')) conditions.push(...conjunctsOf(asCondition(parseNot(cursor))))
  return { type: 'and', conditions }
}

const conjunctsOf = (condition: Condition): Condition[] =>
  condition.type === 'and' ? [...condition.conditions] : [condition]

function parseNot(cursor: Cursor): Node {
  if (!cursor.takeWord('NOT')) return parseComparison(cursor)
  cursor.descend()
  const condition = asCondition(parseNot(cursor))
  cursor.ascend()
  return not(condition)
}

const not = (condition: Condition): Condition => ({ type: 'not', condition })

function parseComparison(cursor: Cursor): Node {
  const left = parsePrimary(cursor)
  const comparator = cursor.token.kind === 'symbol' ? COMPARATORS[cursor.token.text] : undefined
  if (comparator !== undefined) {
    cursor.advance()
    return compare(cursor, comparator, left, parseRight(cursor))
  }
  if (cursor.takeWord('IS')) return parseIs(cursor, left)
  const negated = cursor.takeWord('NOT')
  const condition = cursor.takeWord('BETWEEN')
    ? parseBetween(cursor, left)
    : cursor.takeWord('IN')
      ? parseIn(cursor, left)
      : undefined
  if (!condition) {
    if (negated) throw cursor.unexpected()
    return left
  }
  return negated ? not(condition) : condition
}

function parseRight(cursor: Cursor): Node {
  if (cursor.token.kind === 'end')
    throw notWellFormed('Missing right-hand side expression of infix operator')
  return parsePrimary(cursor)
}

function compare(cursor: Cursor, comparator: Comparator, left: Node, right: Node): Condition {
  if (!isOperand(left)) return compareTruth(cursor, comparator, left, right)
  if (!isOperand(right)) return compareTruth(cursor, comparator, right, left)
  if (comparator !== '=' && comparator !== '<>')
    note(cursor, orderProblem(comparator, [left, right]))
  // `1 < a` becomes `a > 1`, so that key-plan.ts finds the attribute on the left.
  if (left.type === 'value' && right.type === 'path')
    return { type: 'compare', comparator: MIRRORED[comparator], left: right, right: left }
  return { type: 'compare', comparator, left, right }
}

const MIRRORED = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

// `attribute_exists(a) = FALSE`: a condition has a boolean value (measured by a peer on AWS).
function compareTruth(
  cursor: Cursor,
  comparator: Comparator,
  condition: Condition,
  other: Node,
): Condition {
  if (comparator !== '=' && comparator !== '<>')
    note(cursor, incorrectOperandType(comparator, 'BOOL'))
  const equal = equalsTruth(condition, other)
  return comparator === '=' ? equal : not(equal)
}

function equalsTruth(condition: Condition, other: Node): Condition {
  if (!isOperand(other)) return eitherWay(condition, other, not(other))
  if (other.type !== 'value') return eitherWay(condition, is(other, true), is(other, false))
  if ('BOOL' in other.value) return other.value.BOOL ? condition : not(condition)
  return { type: 'or', conditions: [] }
}

const eitherWay = (condition: Condition, holds: Condition, fails: Condition): Condition => ({
  type: 'or',
  conditions: [
    { type: 'and', conditions: [condition, holds] },
    { type: 'and', conditions: [not(condition), fails] },
  ],
})

const is = (left: Operand, truth: boolean): Condition => ({
  type: 'compare',
  comparator: '=',
  left,
  right: { type: 'value', value: { BOOL: truth } },
})

// IS NULL, IS MISSING, IS BOOL, IS NOT NULL
function parseIs(cursor: Cursor, left: Node): Condition {
  const negated = cursor.takeWord('NOT')
  const condition = parseType(cursor, left)
  if (!negated) return condition
  // IS NOT MISSING is the attribute_exists of expressions.
  return condition.type === 'notExists' ? { ...condition, type: 'exists' } : not(condition)
}

function parseBetween(cursor: Cursor, left: Node): Condition {
  const lower = operandIn(cursor)
  cursor.expectWord('AND')
  if (cursor.token.kind === 'end') throw notWellFormed('Expected expression after AND')
  const upper = operandIn(cursor)
  const operand = isOperand(left) ? left : REFUSED
  if (operand !== left) note(cursor, incorrectOperandType('BETWEEN', 'BOOL'))
  note(cursor, orderProblem('BETWEEN', [operand, lower, upper]) ?? boundsProblem(lower, upper))
  return { type: 'between', operand, lower, upper }
}

// IN [a, b] and IN (a, b)
function parseIn(cursor: Cursor, left: Node): Condition {
  const end = cursor.takeSymbol('[') ? ']' : ')'
  if (end === ')') cursor.expectSymbol('(')
  const list: Node[] = []
  do list.push(parsePrimary(cursor))
  while (cursor.takeSymbol(','))
  cursor.expectSymbol(end)
  if (!isOperand(left))
    return { type: 'or', conditions: list.map((item) => equalsTruth(left, item)) }
  // AWS: ql-operators.html (at most 100 values, 50 for a partition key: see key-plan.ts)
  if (list.length > MAX_IN_OPERANDS) note(cursor, tooManyInOperands(list.length))
  return { type: 'in', operand: left, candidates: list.map((item) => asOperand(cursor, item)) }
}

const operandIn = (cursor: Cursor): Operand => asOperand(cursor, parsePrimary(cursor))

// (a = b), f(a), a.b, 'value'
function parsePrimary(cursor: Cursor): Node {
  if (cursor.takeSymbol('(')) {
    cursor.descend()
    const inner = parseOr(cursor)
    cursor.expectSymbol(')')
    cursor.ascend()
    return inner
  }
  if (cursor.atCall()) return parseCall(cursor)
  if (atValue(cursor)) return { type: 'value', value: parseValue(cursor) }
  return { type: 'path', path: parsePath(cursor) }
}

function parseCall(cursor: Cursor): Node {
  const token = cursor.advance()
  const name = token.text.toLowerCase()
  const expected = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
  cursor.expectSymbol('(')
  if (name === 'exists' && cursor.atWord('SELECT')) throw existsOutsideTransaction()
  cursor.descend()
  const operands: Operand[] = []
  if (!cursor.atSymbol(')')) {
    do operands.push(operandIn(cursor))
    while (cursor.takeSymbol(','))
  }
  cursor.expectSymbol(')')
  cursor.ascend()
  if (expected === undefined) {
    cursor.note(unrecognizedFunction(name, cursor.positionOf(token)))
    return REFUSED
  }
  if (operands.length !== expected) {
    note(cursor, wrongOperandCount(name, operands.length))
    return REFUSED
  }
  return callOf(cursor, name, operands)
}

// Never used: parseCall() has checked the number of operands.
const NO_OPERAND: Operand = { type: 'value', value: { NULL: true } }

/** In place of an operand with a noted problem. The statement is refused. */
const REFUSED: Operand = { type: 'path', path: [''] }

function callOf(cursor: Cursor, name: string, operands: readonly Operand[]): Node {
  const [first = NO_OPERAND, second = NO_OPERAND] = operands
  switch (name) {
    case 'size':
      return { type: 'size', of: first }
    case 'attribute_exists':
    case 'attribute_not_exists':
      if (first.type !== 'path') {
        note(cursor, pathRequired(name))
        return REFUSED
      }
      return { type: name === 'attribute_exists' ? 'exists' : 'notExists', path: first.path }
    case 'attribute_type':
      return { type: 'hasType', operand: first, name: attributeType(cursor, second) }
    case 'begins_with': {
      const type = staticType(second)
      if (type !== undefined && type !== 'S' && type !== 'B')
        note(cursor, incorrectOperandType(name, type))
      return { type: 'beginsWith', operand: first, prefix: second }
    }
    default:
      return { type: 'contains', operand: first, part: second }
  }
}

// In the order that AWS prints for statements.
const TYPE_NAMES = ['N', 'BS', 'L', 'B', 'NULL', 'M', 'S', 'SS', 'NS', 'BOOL']

function attributeType(cursor: Cursor, operand: Operand): AttributeType {
  if (operand.type !== 'value' || !('S' in operand.value)) {
    note(cursor, incorrectOperandType('attribute_type', staticType(operand) ?? 'S'))
    return 'S'
  }
  const name = operand.value.S
  if (isAttributeType(name)) return name
  note(cursor, unknownAttributeType(name, TYPE_NAMES))
  return 'S'
}

function asOperand(cursor: Cursor, node: Node): Operand {
  if (isOperand(node)) return node
  // Unverified: AWS's error for a condition in place of a value.
  note(cursor, 'Unsupported operator in Condition Expression.')
  return REFUSED
}

// `WHERE flag` means `flag = TRUE`.
// Unverified: AWS's treatment of a bare attribute or value.
function asCondition(node: Node): Condition {
  return isOperand(node) ? is(node, true) : node
}

/** Notes a problem of the meaning, which AWS reports after those of the syntax. */
function note(cursor: Cursor, problem: string | undefined): void {
  if (problem !== undefined) cursor.note(validation(problem))
}
