/** Parses the SET and REMOVE clauses of statements. AWS: ql-reference.update.html */
import { validation } from '../../errors.ts'
import {
  incorrectOperandType,
  pathRequired,
  wrongOperandCount,
} from '../../expressions/grammar/problems.ts'
import { pathProblem, samePath } from '../../expressions/grammar/paths.ts'
import type { Path, Update, UpdateAction, UpdateOperand } from '../../expressions/grammar/tree.ts'
import { type AttributeType, typeOf } from '../../values/values.ts'
import {
  expectedDataManipulation,
  firstArgumentDiffers,
  notTwoArguments,
  notWellFormed,
  secondArgumentNotSet,
  unrecognizedFunction,
} from '../errors.ts'
import type { Cursor } from './cursor.ts'
import { atValue, parseValue } from './literals.ts'
import { parsePath } from './paths.ts'
import type { Token } from './tokenizer.ts'

/** SET a = 1, b = 2 SET c = 3 REMOVE d */
export function parseUpdateActions(cursor: Cursor): Update {
  const actions: UpdateAction[] = []
  for (;;) {
    const set = cursor.takeWord('SET')
    if (!set && !cursor.takeWord('REMOVE')) break
    do
      actions.push(
        set ? parseAssignment(cursor) : { type: 'remove', path: parsePath(cursor, true) },
      )
    while (cursor.takeSymbol(','))
  }
  if (actions.length === 0) throw expectedDataManipulation()
  const problem = pathProblem(actions.map(({ path }) => path))
  if (problem !== undefined) cursor.note(validation(problem))
  return { actions }
}

// a = 1, a = b + 1, a = list_append(a, [1]), a = set_add(a, <<1>>)
function parseAssignment(cursor: Cursor): UpdateAction {
  const path = parsePath(cursor, true)
  if (!cursor.takeSymbol('=')) throw notWellFormed("Expected '='")
  const { word } = cursor.token
  if (cursor.atCall() && (word === 'SET_ADD' || word === 'SET_DELETE'))
    return parseSetChange(cursor, path)
  const left = parseOperand(cursor)
  const operator = cursor.takeSymbol('+') ? '+' : cursor.takeSymbol('-') ? '-' : undefined
  if (!operator) return { type: 'set', path, value: left }
  const right = parseOperand(cursor)
  for (const operand of [left, right]) checkType(cursor, operator, operand, 'N')
  return { type: 'set', path, value: { type: 'arithmetic', operator, left, right } }
}

function checkType(
  cursor: Cursor,
  name: string,
  operand: UpdateOperand,
  expected: AttributeType,
): void {
  if (operand.type !== 'value') return
  const type = typeOf(operand.value)
  if (type !== expected) cursor.note(validation(incorrectOperandType(name, type)))
}

// Errors name the function at its own position, but the second argument at that of the first.
function parseSetChange(cursor: Cursor, target: Path): UpdateAction {
  const name = cursor.advance()
  const { token: first, operands } = parseArguments(cursor)
  const [path, value] = operands
  const at = cursor.positionOf(name)
  if (operands.length !== 2) cursor.note(notTwoArguments(name.word, at))
  else if (path?.type !== 'path' || !samePath(path.path, target))
    cursor.note(firstArgumentDiffers(name.word, at))
  else if (value?.type !== 'value' || !SETS.has(typeOf(value.value)))
    cursor.note(secondArgumentNotSet(name.word, cursor.positionOf(first)))
  else {
    const type = name.word === 'SET_ADD' ? 'add' : 'delete'
    return { type, path: target, value: value.value }
  }
  return { type: 'remove', path: target }
}

const SETS: ReadonlySet<AttributeType> = new Set(['SS', 'NS', 'BS'])

function parseOperand(cursor: Cursor): UpdateOperand {
  if (cursor.takeSymbol('(')) {
    cursor.descend()
    const inner = parseOperand(cursor)
    cursor.expectSymbol(')')
    cursor.ascend()
    return inner
  }
  if (cursor.atCall()) return parseCall(cursor)
  if (atValue(cursor)) return { type: 'value', value: parseValue(cursor) }
  return { type: 'path', path: parsePath(cursor) }
}

/** Parses `(a, 1)` and returns the first token in the parentheses, too. */
function parseArguments(cursor: Cursor): {
  readonly token: Token
  readonly operands: readonly UpdateOperand[]
} {
  cursor.expectSymbol('(')
  const { token } = cursor
  const operands: UpdateOperand[] = []
  if (cursor.takeSymbol(')')) return { token, operands }
  cursor.descend()
  do operands.push(parseOperand(cursor))
  while (cursor.takeSymbol(','))
  cursor.expectSymbol(')')
  cursor.ascend()
  return { token, operands }
}

const NOTHING: UpdateOperand = { type: 'value', value: { NULL: true } }

function parseCall(cursor: Cursor): UpdateOperand {
  const token = cursor.advance()
  const { operands } = parseArguments(cursor)
  const [first, second] = operands
  const name = token.text.toLowerCase()
  // Unverified: that AWS answers as it does in WHERE.
  if (name !== 'list_append' && name !== 'if_not_exists')
    cursor.note(unrecognizedFunction(name, cursor.positionOf(token)))
  else if (!first || !second || operands.length > 2)
    cursor.note(validation(wrongOperandCount(name, operands.length)))
  else if (name === 'list_append') {
    for (const operand of [first, second]) checkType(cursor, name, operand, 'L')
    return { type: 'listAppend', first, second }
  } else if (first.type === 'path')
    return { type: 'ifNotExists', path: first.path, otherwise: second }
  else cursor.note(validation(pathRequired(name)))
  return NOTHING
}
