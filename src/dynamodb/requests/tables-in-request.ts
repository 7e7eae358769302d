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

const NO_STATEMENTS: readonly string[] = []

function statementsIn({ Statement, Statements, TransactStatements }: TableMembers) {
  const several = Array.isArray(Statements) ? Statements : TransactStatements
  if (!Array.isArray(several)) return typeof Statement === 'string' ? [Statement] : NO_STATEMENTS
  return several.flatMap((member: { readonly Statement?: unknown } | null | undefined) =>
    typeof member?.Statement === 'string' ? [member.Statement] : [],
  )
}

/** The name of the request's only table. Undefined if the request names no table or several. */
export function resourceOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined
  const single = singleIn(input)
  if (single !== undefined) return tableNameOf(single)
  const found: Found = { name: undefined, isSeveral: false }
  eachTableName(input, noteTable, found)
  for (const statement of statementsIn(input)) {
    const target = rooms.partiql().targetInStatement(statement)
    if (target) noteTable(target.table, found)
  }
  return found.isSeveral ? undefined : found.name
}

/** The tables that a request names, as far as its only one needs them. */
interface Found {
  name: string | undefined
  isSeveral: boolean
}

function noteTable(nameOrArn: string, found: Found): void {
  const name = tableNameOf(nameOrArn)
  if (found.name === undefined) found.name = name
  else if (found.name !== name) found.isSeveral = true
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
