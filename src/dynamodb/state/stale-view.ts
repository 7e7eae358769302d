/** `consistency: 'eventual'`: what reads see that are not consistent. */
import type { World } from '../../core/world.ts'
import { findTable, type DynamoDbState, type TableState } from './state.ts'
import { readableContent } from '../storage/history.ts'

interface ReadInput {
  readonly TableName?: string
  readonly IndexName?: string
  readonly ConsistentRead?: boolean
  readonly RequestItems?: Readonly<Record<string, { readonly ConsistentRead?: boolean }>>
  readonly Statement?: string
}

/** A state for one read, in which the tables it may not see the newest of are as they were; the state itself for all else. */
export function staleView(
  state: DynamoDbState,
  operation: string,
  input: ReadInput,
  world: World,
): DynamoDbState {
  const lagging = new Map<string, TableState>()
  const lag = (table: TableState | undefined, consistent: boolean, index?: string): void => {
    if (!table) return
    const global = table.plan.indexes.some(({ name, local }) => name === index && !local)
    const content = readableContent(table, world, { consistent, global })
    if (content === table) return
    lagging.set(table.definition.name, {
      ...table,
      items: content.items,
      indexes: withAllIndexes(table, content.indexes),
    })
  }
  switch (operation) {
    case 'GetItem':
    case 'Query':
    case 'Scan':
      lag(findTable(state, input.TableName ?? ''), input.ConsistentRead === true, input.IndexName)
      break
    case 'BatchGetItem':
      for (const [name, { ConsistentRead }] of Object.entries(input.RequestItems ?? {})) {
        lag(findTable(state, name), ConsistentRead === true)
      }
      break
    case 'ExecuteStatement':
      if (/^\s*select\b/i.test(input.Statement ?? '') && input.ConsistentRead !== true) {
        for (const table of state.tables.values()) lag(table, false)
      }
  }
  if (lagging.size === 0) return state
  return { ...state, tables: new Map([...state.tables, ...lagging]), ownsTables: false }
}

/** An index that was added since shows what it has now. */
const withAllIndexes = (
  { indexes }: TableState,
  past: TableState['indexes'] | ReadonlyMap<string, TableState['items']>,
): TableState['indexes'] =>
  new Map([...indexes].map(([name, store]) => [name, past.get(name) ?? store]))
