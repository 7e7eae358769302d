/**
 * Finds the tables and indexes that a request names. Records, faults, `orders.calls`, coverage, ARN
 * checks and throttling all use this file, so they agree on what a request touches.
 */
import type { CallRecord } from '../../core/journal.ts'
import type { Target } from '../partiql/grammar/statement.ts'
import { tableNameOf } from '../state/state.ts'
import { rooms } from '../rooms.ts'

/** The members of any operation's input that name tables. The input may be invalid. */
export interface TableMembers {
  readonly TableName?: unknown
  readonly TableArn?: unknown
  readonly ResourceArn?: unknown
  readonly IndexName?: unknown
  readonly RequestItems?: unknown
  readonly TransactItems?: unknown
  readonly Statement?: unknown
  readonly Statements?: unknown
  readonly TransactStatements?: unknown
}

/**
 * Visits the names or ARNs in `TableName`, `RequestItems` and `TransactItems`. It runs for every
 * request, so it allocates nothing.
 */
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
  const actions: readonly unknown[] = TransactItems
  for (const action of actions) {
    if (typeof action !== 'object' || action === null) continue
    for (const kind in action) {
      const part = (action as Readonly<Record<string, TableMembers | null | undefined>>)[kind]
      if (typeof part?.TableName === 'string') visit(part.TableName, context)
    }
  }
}

/**
 * The tables and indexes as the request names them, in its order: one for each table of a batch,
 * each action of a transaction and each statement that names a table.
 */
export function targetsIn(input: unknown): Target[] {
  if (typeof input !== 'object' || input === null) return []
  const members: TableMembers = input
  const single = singleIn(members)
  if (single !== undefined) {
    const { IndexName } = members
    return [{ table: single, index: typeof IndexName === 'string' ? IndexName : undefined }]
  }
  const targets: Target[] = []
  eachTableName(members, addTable, targets)
  for (const statement of statementsIn(members)) {
    const target = rooms.partiql().targetInStatement(statement)
    if (target) targets.push(target)
  }
  return targets
}

function singleIn({ TableName, TableArn, ResourceArn }: TableMembers): string | undefined {
  const single = TableName ?? TableArn ?? ResourceArn
  return typeof single === 'string' ? single : undefined
}

const addTable = (table: string, targets: Target[]): void => {
  targets.push({ table, index: undefined })
}

function statementsIn(members: TableMembers): string[] {
  const { Statements, TransactStatements } = members
  const several = Array.isArray(Statements) ? Statements : TransactStatements
  return (Array.isArray(several) ? several : [members]).flatMap(
    (member: { readonly Statement?: unknown } | null | undefined) =>
      typeof member?.Statement === 'string' ? [member.Statement] : [],
  )
}

/** The name of the request's only table. Undefined if the request names no table or several. */
export function resourceOf(input: unknown): string | undefined {
  const single = typeof input === 'object' && input !== null ? singleIn(input) : undefined
  if (single !== undefined) return tableNameOf(single)
  const names = namesIn(input)
  const [first] = names
  return names.size === 1 ? first : undefined
}

/** Whether an input names the table. */
export const isAbout = (input: unknown, table: string): boolean => namesIn(input).has(table)

const namesIn = (input: unknown): ReadonlySet<string> =>
  new Set(targetsIn(input).map(({ table }) => tableNameOf(table)))

/** The distinct tables and indexes that a call used. */
export function usesOf({ input }: Pick<CallRecord, 'input'>): Uses {
  const indexes = new Map<string, Uses['indexes'][number]>()
  for (const { table, index } of targetsIn(input)) {
    if (index === undefined) continue
    const name = tableNameOf(table)
    indexes.set(`${name} ${index}`, { table: name, index })
  }
  return { tables: [...namesIn(input)], indexes: [...indexes.values()] }
}

/** The tables and indexes that a call used. */
export interface Uses {
  /** Names of tables. */
  readonly tables: readonly string[]
  readonly indexes: readonly { readonly table: string; readonly index: string }[]
}
