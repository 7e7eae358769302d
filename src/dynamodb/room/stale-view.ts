/** The state that eventually consistent reads see with the option `consistency: 'eventual'`. */
import type { World } from '../../core/world/world.ts'
import type { Target } from '../partiql/grammar/statement.ts'
import type { StatementInput } from '../partiql/run/statement-input.ts'
import { targetsIn } from '../requests/tables-in-request.ts'
import { rooms } from '../rooms.ts'
import { findTable, type DynamoDbState, type TableState } from '../state/state.ts'
import { readableContent } from '../storage/history.ts'

interface ReadInput extends Partial<StatementInput> {
  readonly ConsistentRead?: boolean
  readonly RequestItems?: Readonly<Record<string, { readonly ConsistentRead?: boolean }>>
}

const READS: ReadonlySet<string> = new Set([
  'BatchGetItem',
  'ExecuteStatement',
  'GetItem',
  'Query',
  'Scan',
  'SearchVectors',
])

/**
 * Returns a state for one read, with the past content of tables that the read may not see at their
 * latest. Returns the given state for all other operations.
 */
export function staleView(
  state: DynamoDbState,
  operation: string,
  input: ReadInput,
  world: World,
): DynamoDbState {
  if (!READS.has(operation)) return state
  const lagging = new Map<string, TableState>()
  for (const { table: name, index } of readTargets(input)) {
    const table = findTable(state, name)
    if (!table) continue
    const { ConsistentRead } = input.RequestItems?.[name] ?? input
    const past = pastOf(table, ConsistentRead === true, index, world)
    if (past) lagging.set(table.definition.name, past)
  }
  if (lagging.size === 0) return state
  return { ...state, tables: new Map([...state.tables, ...lagging]), ownsTables: false }
}

function readTargets(input: ReadInput): readonly Target[] {
  const { Statement, Parameters } = input
  if (Statement === undefined) return targetsIn(input)
  const { isRead, readStatement } = rooms.partiql()
  const statement = readStatement({ Statement, ...(Parameters && { Parameters }) })
  return statement && isRead(statement) ? [statement] : []
}

/** The past table. Undefined where the read sees the latest content. */
function pastOf(
  table: TableState,
  consistent: boolean,
  index: string | undefined,
  world: World,
): TableState | undefined {
  const { indexes, vectorIndexes } = table.plan
  const global =
    indexes.some(({ name, local }) => name === index && !local) ||
    vectorIndexes.some(({ name }) => name === index)
  const content = readableContent(table, world, { consistent, global })
  if (content === table) return undefined
  return {
    ...table,
    items: content.items,
    indexes: withAllIndexes(table.indexes, content.indexes),
    vectors: withAllIndexes(table.vectors, content.vectors),
  }
}

/** An index that is newer than the past content shows its present content. */
const withAllIndexes = <Stored>(
  present: ReadonlyMap<string, Stored>,
  past: ReadonlyMap<string, Stored>,
): Map<string, Stored> =>
  new Map([...present].map(([name, store]) => [name, past.get(name) ?? store]))
