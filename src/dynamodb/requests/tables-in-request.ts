/** Which tables a request touches: the one answer for records, faults, `orders.calls`, checks of ARNs and throttling. */
import { isServiceError } from '../../core/errors.ts'
import type { Target } from '../partiql/grammar/statement.ts'
import { parseStatementOf, type StatementInput } from '../partiql/run/statement-input.ts'
import { tableNameOf } from '../state/state.ts'
import { tableInStatement } from './table-in-statement.ts'

/** Members that name tables, in any operation's input. It may be any input, also one that will be refused. */
export interface TableMembers {
  readonly TableName?: unknown
  readonly TableArn?: unknown
  readonly ResourceArn?: unknown
  readonly RequestItems?: unknown
  readonly TransactItems?: unknown
  readonly Statement?: unknown
  readonly Statements?: unknown
  readonly TransactStatements?: unknown
}

/** Visits the names or ARNs under `TableName`, `RequestItems` and `TransactItems`. It allocates nothing: it runs with every request. */
export function eachTableName<Context>(
  { TableName, RequestItems, TransactItems }: TableMembers,
  visit: (nameOrArn: string, context: Context) => void,
  context: Context,
): void {
  if (typeof TableName === 'string') visit(TableName, context)
  if (typeof RequestItems === 'object' && RequestItems !== null) {
    for (const name in RequestItems) visit(name, context)
  }
  if (!Array.isArray(TransactItems)) return
  for (const action of TransactItems as readonly unknown[]) {
    if (typeof action !== 'object' || action === null) continue
    for (const kind in action) {
      const part = (action as Readonly<Record<string, TableMembers | null | undefined>>)[kind]
      if (typeof part?.TableName === 'string') visit(part.TableName, context)
    }
  }
}

/** The one table's name; undefined where an input is about no table or several. */
export function resourceOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined
  const members: TableMembers = input
  const single = members.TableName ?? members.TableArn ?? members.ResourceArn
  if (typeof single === 'string') return tableNameOf(single)
  const { RequestItems, TransactItems } = members
  const tables = new Set<string>()
  if (typeof RequestItems === 'object' && RequestItems !== null) {
    eachTableName({ RequestItems }, addName, tables)
  } else if (Array.isArray(TransactItems)) {
    eachTableName({ TransactItems }, addName, tables)
  } else {
    for (const statement of statementsIn(members)) addStatement(statement, tables)
  }
  const [first] = tables
  return tables.size === 1 && first !== '' ? first : undefined
}

const addName = (nameOrArn: string, tables: Set<string>): void => {
  tables.add(tableNameOf(nameOrArn))
}

function addStatement(member: unknown, tables: Set<string>): void {
  const statement = (member as TableMembers | null)?.Statement
  if (typeof statement === 'string') addName(tableInStatement(statement) ?? '', tables)
}

const statementsIn = (input: TableMembers): readonly unknown[] => {
  const { Statements, TransactStatements } = input
  if (Array.isArray(Statements)) return Statements
  return Array.isArray(TransactStatements) ? TransactStatements : [input]
}

/** An input whose constraints were checked. */
export interface CheckedInput {
  readonly TableName?: string
  readonly IndexName?: string
  readonly RequestItems?: Readonly<Record<string, unknown>>
  readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName?: string }>>[]
}

/** The tables and indexes: one for each action of a transaction; for other requests, one for each table. */
export function targetsIn({
  TableName,
  IndexName,
  RequestItems,
  TransactItems,
}: CheckedInput): Target[] {
  const named = (table: string, index?: string): Target => ({ table, index })
  if (RequestItems) return Object.keys(RequestItems).map((table) => named(table))
  if (!TransactItems) return TableName === undefined ? [] : [named(TableName, IndexName)]
  return TransactItems.map((action) => named(Object.values(action)[0]?.TableName ?? ''))
}

/** Undefined for a text that is not a statement: the operation itself refuses it. */
export function targetOf(input: StatementInput): Target | undefined {
  try {
    return parseStatementOf(input)
  } catch (error) {
    if (isServiceError(error)) return undefined
    throw error
  }
}
