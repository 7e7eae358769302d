/** Parses SELECT, INSERT, UPDATE, FROM ... SET, DELETE and EXISTS. AWS: ql-reference.html */
import { validation } from '../../errors.ts'
import type { Condition, Path } from '../../expressions/grammar/tree.ts'
import type { AttributeValue, Item } from '../../values/values.ts'
import { parseUpdateActions } from './assignments.ts'
import { Cursor, EXPECTED_NAME } from './cursor.ts'
import {
  aliasing,
  expectedDataManipulation,
  notWellFormed,
  unexpectedPathComponent,
} from '../errors.ts'
import { atValue, parseMembers, parseValue } from './literals.ts'
import { nameIn, parsePath } from './paths.ts'
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
  if (cursor.takeWord('FROM')) return parseUpdateFrom(cursor)
  if (cursor.takeWord('DELETE')) return parseDelete(cursor)
  if (cursor.atWord('EXISTS') && cursor.atCall()) {
    cursor.advance()
    cursor.expectSymbol('(')
    cursor.expectWord('SELECT')
    const { table, index, where, problem } = parseSelect(cursor)
    cursor.expectSymbol(')')
    if (problem) cursor.note(problem)
    return { type: 'exists', table, index, where }
  }
  throw expectedDataManipulation()
}

// SELECT * | a, b.c FROM "table"."index" WHERE ... ORDER BY a DESC
function parseSelect(cursor: Cursor): SelectStatement {
  const columns = parseColumns(cursor)
  const problem = cursor.takeNoted()
  if (!cursor.takeWord('FROM')) throw notWellFormed('Expected FROM after SELECT list')
  const target = parseTarget(cursor)
  const where = parseConditions(cursor)
  return { type: 'select', ...target, columns, problem, where, orderBy: parseOrderBy(cursor) }
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
    if (cursor.atCall() || atValue(cursor)) skipColumn(cursor)
    else columns.push(parsePath(cursor))
    parseAlias(cursor)
  } while (cursor.takeSymbol(','))
  return columns
}

function skipColumn(cursor: Cursor): void {
  cursor.note(unexpectedPathComponent(cursor.positionOf(cursor.token)))
  if (!cursor.atCall()) return void parseValue(cursor)
  cursor.advance()
  let open = 0
  do {
    if (cursor.atSymbol('(')) open++
    if (cursor.atSymbol(')')) open--
    if (cursor.token.kind === 'end') throw cursor.unexpected()
    cursor.advance()
  } while (open > 0)
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
  const index = cursor.takeSymbol('.') ? parseTargetName(cursor) : undefined
  if (cursor.atSymbol('.'))
    throw validation('A path may contain at most 2 components in the FROM clause')
  parseAlias(cursor)
  return { table, index }
}

// Words that continue FROM in PartiQL and are no alias.
const CONTINUATIONS = new Set(
  'CROSS EXCEPT FULL INNER INTERSECT LEFT LET OFFSET ON OUTER PIVOT RIGHT UNION UNPIVOT'.split(' '),
)

// AS name, or a name alone. The wording of the first error is the PartiQL parser's.
function parseAlias(cursor: Cursor): void {
  const { kind, word } = cursor.token
  if (cursor.takeWord('AS')) cursor.expectName('Expected identifier for alias')
  else if (cursor.atName() && !(kind === 'word' && CONTINUATIONS.has(word))) cursor.advance()
  else return
  cursor.note(aliasing())
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
  const update = parseUpdateActions(cursor)
  const where = parseConditions(cursor)
  return { type: 'update', ...target, update, where, returning: parseReturning(cursor) }
}

// FROM "table" WHERE ... SET a = 1 REMOVE c RETURNING ALL NEW *
function parseUpdateFrom(cursor: Cursor): UpdateStatement {
  const target = parseTarget(cursor)
  const where = parseConditions(cursor)
  const update = parseUpdateActions(cursor)
  return { type: 'update', ...target, update, where, returning: parseReturning(cursor) }
}

const parseConditions = (cursor: Cursor): readonly Condition[] =>
  cursor.takeWord('WHERE') ? parseWhere(cursor) : []

// DELETE FROM "table" WHERE ... RETURNING ALL OLD *
function parseDelete(cursor: Cursor): DeleteStatement {
  if (!cursor.takeWord('FROM')) throw notWellFormed('Expected FROM after DELETE')
  const target = parseTarget(cursor)
  const where = parseConditions(cursor)
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
