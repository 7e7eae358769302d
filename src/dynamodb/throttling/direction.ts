/** Whether an operation draws read units or write units. */
import type { Direction } from '../capacity/buckets.ts'
import type { Statement } from '../partiql/grammar/statement.ts'
import type { StatementInput } from '../partiql/run/statement-input.ts'
import { rooms } from '../rooms.ts'

/** The members of an input that hold PartiQL statements. */
export interface StatementsInput extends Partial<StatementInput> {
  readonly Statements?: readonly StatementInput[]
  readonly TransactStatements?: readonly StatementInput[]
}

/** The directions of the operations on items. PartiQL's depend on the statements. */
export const DIRECTIONS: Readonly<Record<string, Direction>> = {
  GetItem: 'read',
  Query: 'read',
  Scan: 'read',
  BatchGetItem: 'read',
  TransactGetItems: 'read',
  PutItem: 'write',
  UpdateItem: 'write',
  DeleteItem: 'write',
  BatchWriteItem: 'write',
  TransactWriteItems: 'write',
}

/** All statements of a request read or all write: the operation refuses a mixture. */
export function directionOf(statements: readonly (Statement | undefined)[]): Direction {
  const understood = statements.find((statement) => statement !== undefined)
  return understood && rooms.partiql().isRead(understood) ? 'read' : 'write'
}

/** The statements of a request. */
export function statementsOf(input: StatementsInput): readonly StatementInput[] {
  const { Statement, Parameters } = input
  if (Statement === undefined) return input.Statements ?? input.TransactStatements ?? []
  return [Parameters ? { Statement, Parameters } : { Statement }]
}
