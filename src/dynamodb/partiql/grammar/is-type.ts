/** Parses the types of PartiQL behind IS. AWS: ql-operators.html ("a given, PartiQL data type") */
import type { Condition, Operand } from '../../expressions/grammar/tree.ts'
import type { AttributeType } from '../../values/values.ts'
import { notWellFormed } from '../errors.ts'
import { EXPECTED_NAME, type Cursor } from './cursor.ts'

/**
 * The types of PartiQL with those of DynamoDB.
 * AWS, as observed by peers in October 2026: BOOL. Unverified: the others, which are the documented
 * representations (ql-reference.data-types.html) and the names of PartiQL's grammar.
 */
const TYPES: ReadonlyMap<string, readonly AttributeType[]> = new Map<
  string,
  readonly AttributeType[]
>([
  ['NULL', ['NULL']],
  ...each('BOOL BOOLEAN', 'BOOL'),
  ...each('SMALLINT INTEGER INT FLOAT REAL DOUBLE_PRECISION DECIMAL NUMERIC', 'N'),
  ...each('CHARACTER CHARACTER_VARYING CHAR VARCHAR STRING SYMBOL', 'S'),
  ...each('CLOB BLOB', 'B'),
  ...each('STRUCT TUPLE', 'M'),
  ['LIST', ['L']],
  ['BAG', ['SS', 'NS', 'BS']],
  // DynamoDB has no such values.
  ['TIMESTAMP', []],
  ['SEXP', []],
])

function each(names: string, type: AttributeType): [string, readonly AttributeType[]][] {
  return names.split(' ').map((name) => [name, [type]])
}

/** Names of two words. */
const SECOND: Readonly<Record<string, string>> = { DOUBLE: 'PRECISION', CHARACTER: 'VARYING' }

/** Parses `NULL`, `MISSING`, `BOOL`, `DECIMAL(5, 2)` after IS or IS NOT. */
export function parseType(cursor: Cursor, left: Condition | Operand): Condition {
  const name = typeName(cursor)
  const types = TYPES.get(name)
  if (!types && name !== 'MISSING') throw notWellFormed('Expected type name')
  skipParameters(cursor)
  if (left.type !== 'path') throw notWellFormed(EXPECTED_NAME)
  if (!types) return { type: 'notExists', path: left.path }
  const [first, ...more] = types.map((type): Condition => hasType(left, type))
  return first && more.length === 0
    ? first
    : { type: 'or', conditions: first ? [first, ...more] : [] }
}

const hasType = (operand: Operand, name: AttributeType): Condition => ({
  type: 'hasType',
  operand,
  name,
})

function typeName(cursor: Cursor): string {
  const { kind, word } = cursor.token
  if (kind !== 'word') throw notWellFormed('Expected type name')
  cursor.advance()
  const second = Object.hasOwn(SECOND, word) ? SECOND[word] : undefined
  return second !== undefined && cursor.takeWord(second) ? `${word}_${second}` : word
}

function skipParameters(cursor: Cursor): void {
  if (!cursor.takeSymbol('(')) return
  do if (cursor.advance().kind !== 'number') throw cursor.unexpected()
  while (cursor.takeSymbol(','))
  cursor.expectSymbol(')')
}
