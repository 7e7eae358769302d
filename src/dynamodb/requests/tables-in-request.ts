/** Which table an operation is about: what records, faults and `orders.calls` go by. */
import { tableInStatement } from './table-in-statement.ts'
import { tableNameOf } from '../state/state.ts'

interface AboutTables {
  readonly TableName?: unknown
  readonly TableArn?: unknown
  readonly ResourceArn?: unknown
  readonly RequestItems?: unknown
  readonly TransactItems?: unknown
  readonly Statement?: unknown
  readonly Statements?: unknown
  readonly TransactStatements?: unknown
}

/** The table's name; undefined where an input is about none or several. It may be any input, also one that will be refused. */
export function resourceOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined
  const { TableName, TableArn, ResourceArn, RequestItems, TransactItems } = input as AboutTables
  const single = TableName ?? TableArn ?? ResourceArn
  if (typeof single === 'string') return tableNameOf(single)
  if (typeof RequestItems === 'object' && RequestItems !== null) {
    return onlyOne(Object.keys(RequestItems))
  }
  if (Array.isArray(TransactItems)) return onlyOne(TransactItems.flatMap(tablesIn))
  return onlyOne(statementsIn(input as AboutTables).flatMap(tablesOfStatement))
}

const statementsIn = (input: AboutTables): readonly unknown[] => {
  const { Statements, TransactStatements } = input
  if (Array.isArray(Statements)) return Statements
  return Array.isArray(TransactStatements) ? TransactStatements : [input]
}

function tablesOfStatement(member: unknown): string[] {
  const statement = (member as AboutTables | null)?.Statement
  return typeof statement === 'string' ? [tableInStatement(statement) ?? ''] : []
}

function tablesIn(action: unknown): string[] {
  if (typeof action !== 'object' || action === null) return []
  return Object.values(action)
    .map((each) => (each as AboutTables | null)?.TableName)
    .filter((name) => typeof name === 'string')
}

function onlyOne(names: readonly string[]): string | undefined {
  const tables = new Set(names.map(tableNameOf))
  const [first] = tables
  return tables.size === 1 && first !== '' ? first : undefined
}
