/** Parses SELECT, INSERT, UPDATE, DELETE and EXISTS. AWS: ql-reference.html */
import { validation } from '../../errors.ts'
import {
  incorrectOperandType,
  pathRequired,
  unknownFunction,
} from '../../expressions/grammar/problems.ts'
import { pathProblem, samePath } from '../../expressions/grammar/paths.ts'
import type { Path, UpdateAction, UpdateOperand } from '../../expressions/grammar/tree.ts'
import { type AttributeType, type AttributeValue, type Item, typeOf } from '../../values/values.ts'
import { Cursor, EXPECTED_NAME } from './cursor.ts'
import { expectedDataManipulation, notWellFormed, unexpectedPathComponent } from '../errors.ts'
import { atValue, nameIn, parseMembers, parsePath, parseValue } from './literals.ts'
import type {
  DeleteStatement,
  OrderTerm,
  Returning,
  SelectStatement,
  Statement,
  Target,
  UpdateStatement,
} from './statement.ts'
import { parseWhere } from './where.ts'

/** Parses a statement with checked parameters. Throws AWS's ValidationException. */
export function parseStatement(
  source: string,
  parameters: readonly AttributeValue[] | undefined,
): Statement {
  const cursor = new Cursor(source, parameters ?? [])
  const statement = statementAt(cursor)
  cursor.finish()
  return statement
}

function statementAt(cursor: Cursor): Statement {
  if (cursor.takeWord('SELECT')) return parseSelect(cursor)
  if (cursor.atWord('INSERT')) return parseInsert(cursor)
  if (cursor.takeWord('UPDATE')) return parseUpdate(cursor)
  if (cursor.takeWord('DELETE')) return parseDelete(cursor)
  if (cursor.atWord('EXISTS') && cursor.atCall()) {
    cursor.advance()
    cursor.expectSymbol('(')
    cursor.expectWord('SELECT')
    const { table, index, where } = parseSelect(cursor)
    cursor.expectSymbol(')')
    return { type: 'exists', table, index, where }
  }
  throw expectedDataManipulation()
}

// SELECT * | a, b.c FROM "table"."index" WHERE ... ORDER BY a DESC
function parseSelect(cursor: Cursor): SelectStatement {
  const columns = parseColumns(cursor)
  if (!cursor.takeWord('FROM')) throw notWellFormed('Expected FROM after SELECT list')
  const target = parseTarget(cursor)
  const where = cursor.takeWord('WHERE') ? parseWhere(cursor) : []
  return { type: 'select', ...target, columns, where, orderBy: parseOrderBy(cursor) }
}

function parseColumns(cursor: Cursor): readonly Path[] | undefined {
  if (cursor.takeSymbol('*')) {
    if (cursor.atSymbol(','))
      throw notWellFormed(
        "Other expressions may not be present in the select list when '*' is used without dot notation.",
      )
    return undefined
  }
  const columns: Path[] = []
  do {
    // COUNT(*) and literals are not paths.
    if (cursor.atCall() || atValue(cursor))
      throw unexpectedPathComponent(cursor.positionOf(cursor.token))
    columns.push(parsePath(cursor))
  } while (cursor.takeSymbol(','))
  return columns
}

function parseOrderBy(cursor: Cursor): readonly OrderTerm[] {
  if (!cursor.takeWord('ORDER')) return []
  cursor.expectWord('BY')
  const terms: OrderTerm[] = []
  do {
    const attribute = cursor.expectName(EXPECTED_NAME)
    const descending = cursor.takeWord('DESC')
    if (!descending) cursor.takeWord('ASC')
    terms.push({ attribute, descending })
  } while (cursor.takeSymbol(','))
  return terms
}

// "table" or "table"."index"
function parseTarget(cursor: Cursor): Target {
  const table = parseTargetName(cursor)
  if (!cursor.takeSymbol('.')) return { table, index: undefined }
  const index = parseTargetName(cursor)
  if (cursor.atSymbol('.'))
    throw validation('A path may contain at most 2 components in the FROM clause')
  return { table, index }
}

const parseTargetName = (cursor: Cursor): string => nameIn(cursor.expectName(EXPECTED_NAME))

// INSERT INTO "table" VALUE {'a': 1}
function parseInsert(cursor: Cursor): Statement {
  cursor.advance()
  if (!cursor.takeWord('INTO')) throw notWellFormed('Unexpected keyword')
  const table = parseTargetName(cursor)
  if (cursor.atSymbol('.')) throw validation('FROM clause may only contain a single table name')
  cursor.expectWord('VALUE')
  cursor.expectSymbol('{')
  const item: Item = parseMembers(cursor)
  return { type: 'insert', table, index: undefined, item }
}

// UPDATE "table" SET a = 1 SET b = 2 REMOVE c WHERE ... RETURNING ALL NEW *
function parseUpdate(cursor: Cursor): UpdateStatement {
  const target = parseTarget(cursor)
  const actions: UpdateAction[] = []
  for (;;) {
    const set = cursor.takeWord('SET')
    if (!set && !cursor.takeWord('REMOVE')) break
    do actions.push(set ? parseAssignment(cursor) : { type: 'remove', path: parsePath(cursor) })
    while (cursor.takeSymbol(','))
  }
  if (actions.length === 0) throw expectedDataManipulation()
  const where = cursor.takeWord('WHERE') ? parseWhere(cursor) : []
  const returning = parseReturning(cursor)
  const problem = pathProblem(actions.map(({ path }) => path))
  if (problem !== undefined) throw validation(problem)
  return { type: 'update', ...target, update: { actions }, where, returning }
}

// DELETE FROM "table" WHERE ... RETURNING ALL OLD *
function parseDelete(cursor: Cursor): DeleteStatement {
  if (!cursor.takeWord('FROM')) throw notWellFormed('Expected FROM after DELETE')
  const target = parseTarget(cursor)
  const where = cursor.takeWord('WHERE') ? parseWhere(cursor) : []
  const returning = parseReturning(cursor)
  if (returning !== 'NONE' && returning !== 'ALL_OLD')
    throw validation(
      `Invalid returning clause: RETURNING ${returning.replace('_', ' ')} *. ` +
        'Only RETURNING ALL OLD * is allowed in DELETE statements.',
    )
  return { type: 'delete', ...target, where, returning }
}

function parseReturning(cursor: Cursor): Returning {
  if (!cursor.takeWord('RETURNING')) return 'NONE'
  const scope = cursor.takeWord('ALL') ? 'ALL' : cursor.takeWord('MODIFIED') ? 'MODIFIED' : ''
  if (scope === '') throw notWellFormed('Expected ALL or MODIFIED')
  const age = cursor.takeWord('OLD') ? 'OLD' : cursor.takeWord('NEW') ? 'NEW' : ''
  if (age === '') throw notWellFormed('Expected OLD or NEW')
  if (!cursor.takeSymbol('*')) throw notWellFormed('Expected STAR')
  return `${scope}_${age}`
}

// a = 1, a = b + 1, a = list_append(a, [1]), a = set_add(a, <<1>>)
function parseAssignment(cursor: Cursor): UpdateAction {
  const path = parsePath(cursor)
  if (!cursor.takeSymbol('=')) throw notWellFormed("Expected '='")
  const { word } = cursor.token
  if (cursor.atCall() && (word === 'SET_ADD' || word === 'SET_DELETE'))
    return parseSetChange(cursor, path)
  const left = parseOperand(cursor)
  const operator = cursor.takeSymbol('+') ? '+' : cursor.takeSymbol('-') ? '-' : undefined
  if (!operator) return { type: 'set', path, value: left }
  const right = parseOperand(cursor)
  for (const operand of [left, right]) checkType(operator, operand, 'N')
  return { type: 'set', path, value: { type: 'arithmetic', operator, left, right } }
}

function checkType(name: string, operand: UpdateOperand, expected: AttributeType): void {
  if (operand.type !== 'value') return
  const type = typeOf(operand.value)
  if (type !== expected) throw validation(incorrectOperandType(name, type))
}

function parseSetChange(cursor: Cursor, target: Path): UpdateAction {
  const name = cursor.advance()
  cursor.expectSymbol('(')
  const argument = cursor.token
  const path = parsePath(cursor)
  if (!samePath(path, target))
    throw validation(
      `The first argument to ${name.word} must equal the assignment value at ${cursor.positionOf(name)}`,
    )
  cursor.expectSymbol(',')
  const value = parseValue(cursor)
  cursor.expectSymbol(')')
  const type = typeOf(value)
  if (type !== 'SS' && type !== 'NS' && type !== 'BS')
    throw validation(
      `The second argument to ${name.word} must be a value with type SET at ${cursor.positionOf(argument)}`,
    )
  return { type: name.word === 'SET_ADD' ? 'add' : 'delete', path, value }
}

function parseOperand(cursor: Cursor): UpdateOperand {
  if (cursor.takeSymbol('(')) {
    cursor.descend()
    const inner = parseOperand(cursor)
    cursor.expectSymbol(')')
    cursor.ascend()
    return inner
  }
  if (cursor.atCall()) return parseOperandCall(cursor)
  if (atValue(cursor)) return { type: 'value', value: parseValue(cursor) }
  return { type: 'path', path: parsePath(cursor) }
}

function parseOperandCall(cursor: Cursor): UpdateOperand {
  const name = cursor.advance()
  // Unverified: the wording.
  if (name.word !== 'LIST_APPEND' && name.word !== 'IF_NOT_EXISTS')
    throw validation(unknownFunction(name.text))
  cursor.expectSymbol('(')
  cursor.descend()
  const first = parseOperand(cursor)
  cursor.expectSymbol(',')
  const second = parseOperand(cursor)
  cursor.expectSymbol(')')
  cursor.ascend()
  if (name.word === 'LIST_APPEND') {
    for (const operand of [first, second]) checkType('list_append', operand, 'L')
    return { type: 'listAppend', first, second }
  }
  if (first.type !== 'path') throw validation(pathRequired('if_not_exists'))
  return { type: 'ifNotExists', path: first.path, otherwise: second }
}
