/** What a region knows of DynamoDB: tables by name. Worlds share it, and copy what they write to. */
import { parseArn } from '../core/arn.ts'
import type { Clock } from '../core/clock.ts'
import type { ServiceError } from '../core/errors.ts'
import { tableNotFound } from './errors.ts'
import type { TableDefinition } from './schema/definition.ts'
import { planOf, type TablePlan } from './storage/plan.ts'
import { Store } from './storage/store.ts'
import type { Item } from './values.ts'

/** The items of a table, and its indexes' views of them. */
export interface TableContent {
  readonly items: Store
  /** By index name. */
  readonly indexes: ReadonlyMap<string, Store>
}

export interface TableState extends TableContent {
  /** Stamp of the state that may write to this table. */
  owner: object | undefined
  /** Replaced as a whole, by `setDefinition`. */
  definition: TableDefinition
  /** What is derived from the definition. */
  plan: TablePlan
  items: Store
  indexes: Map<string, Store>
  /** What `seed` gave, for `reset`; undefined while the content is exactly that. */
  seeded: TableContent | undefined
}

/** An answered transaction that can be asked for again. */
export interface RememberedTransaction {
  readonly fingerprint: string
  readonly expiresAt: number
  readonly output: unknown
}

/** A transaction that is held by a delay: its items are locked until it commits. */
export interface HeldTransaction {
  readonly token: string | undefined
  /** `table`, a line feed, and the place of the key. */
  readonly locks: ReadonlySet<string>
}

export interface DynamoDbState {
  /** Stamp of the tables this state may write to. */
  owner: object
  tables: Map<string, TableState>
  /** Whether `tables` is this state's own map. */
  ownsTables: boolean
  /** By ClientRequestToken. */
  transactions: Map<string, RememberedTransaction>
  held: Set<HeldTransaction>
}

export const createDynamoDbState = (): DynamoDbState => ({
  owner: {},
  tables: new Map(),
  ownsTables: true,
  transactions: new Map(),
  held: new Set(),
})

/** A copy for another world: nothing is copied before one of the two writes. */
export function forkDynamoDbState(state: DynamoDbState): DynamoDbState {
  state.owner = {}
  state.ownsTables = false
  return {
    owner: {},
    tables: state.tables,
    ownsTables: false,
    transactions: new Map(state.transactions),
    held: new Set(),
  }
}

export function createTableState(definition: TableDefinition, owner?: object): TableState {
  return {
    owner,
    definition,
    plan: planOf(definition),
    items: new Store(),
    indexes: new Map(definition.indexes.map(({ name }) => [name, new Store()])),
    seeded: undefined,
  }
}

/** The map, fit to be written to. */
export function ownTables(state: DynamoDbState): Map<string, TableState> {
  if (!state.ownsTables) {
    state.tables = new Map(state.tables)
    state.ownsTables = true
  }
  return state.tables
}

/** Adds or replaces a table. */
export function addTable(state: DynamoDbState, definition: TableDefinition): TableState {
  const table = createTableState(definition, state.owner)
  ownTables(state).set(definition.name, table)
  return table
}

/** The table's name in a name or an ARN. */
export function tableNameOf(nameOrArn: string): string {
  const resource = parseArn(nameOrArn)?.resource
  return resource?.startsWith('table/') ? resource.slice(6).split('/', 1)[0]! : nameOrArn
}

export const findTable = (state: DynamoDbState, nameOrArn: string): TableState | undefined =>
  state.tables.get(nameOrArn) ??
  (nameOrArn.startsWith('arn:') ? state.tables.get(tableNameOf(nameOrArn)) : undefined)

/** A table for reading, or what the data plane answers when there is none. */
export function tableOf(
  state: DynamoDbState,
  nameOrArn: string,
  clock: Pick<Clock, 'now'>,
  notFound: () => ServiceError = tableNotFound,
): TableState {
  const table = findTable(state, nameOrArn)
  if (!table || !isUsable(table.definition, clock)) throw notFound()
  return table
}

/** AWS: a table answers data-plane requests while it is ACTIVE or UPDATING. */
const isUsable = ({ transition }: TableDefinition, clock: Pick<Clock, 'now'>): boolean =>
  transition === undefined ||
  transition.status === 'UPDATING' ||
  (transition.status === 'CREATING' && transition.until <= clock.now())

/** The same table, fit to be written to. It must exist. */
export function ownTable(state: DynamoDbState, nameOrArn: string): TableState {
  const table = findTable(state, nameOrArn)
  if (!table) throw tableNotFound()
  return table.owner === state.owner ? table : adopt(state, table)
}

function adopt(state: DynamoDbState, table: TableState): TableState {
  const own: TableState = {
    owner: state.owner,
    definition: table.definition,
    plan: table.plan,
    ...cloneContent(table),
    seeded: table.seeded,
  }
  ownTables(state).set(table.definition.name, own)
  return own
}

/** Shares every item; costs the same whatever their number. */
export const cloneContent = (
  content: TableContent,
): { items: Store; indexes: Map<string, Store> } => {
  const indexes = new Map<string, Store>()
  for (const [name, store] of content.indexes) indexes.set(name, store.clone())
  return { items: content.items.clone(), indexes }
}

/** Replaces the definition of a table that is fit to be written to. Added and removed indexes: storage/index-build.ts. */
export function setDefinition(table: TableState, definition: TableDefinition): void {
  table.definition = definition
  table.plan = planOf(definition)
}

/** Every item of a table, in scan order. */
export const itemsOf = (table: TableState): Item[] => table.items.items()
