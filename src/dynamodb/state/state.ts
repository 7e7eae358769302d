/** What a region knows of DynamoDB: tables by name. Worlds share it, and copy what they write to. */
import { parseArn } from '../../core/arn.ts'
import type { Clock } from '../../core/time/clock.ts'
import type { ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world.ts'
import { tableNotFound } from '../errors.ts'
import { ownState } from '../own-service.ts'
import type { StreamListeners } from '../storage/stream-listeners.ts'
import type { TableDefinition } from '../schema/definition.ts'
import type { Backup } from '../storage/backup.ts'
import { resetContent, resetToDeclaration } from '../storage/content.ts'
import { cloneTable, createTableState, type TableState } from '../storage/table.ts'
import { createStreamLog, type StreamLog } from '../storage/stream-log.ts'
import type { Bucket } from '../capacity/buckets.ts'

export { setDefinition } from '../storage/table.ts'
export type { TableContent, TableState } from '../storage/table.ts'

/** An answered transaction that can be asked for again. */
export interface RememberedTransaction {
  /** Its TransactItems or TransactStatements. */
  readonly request: unknown
  readonly expiresAt: number
  /** What a repetition is answered, by its ReturnConsumedCapacity. */
  readonly answer: (returnConsumedCapacity: string | undefined) => unknown
}

/** A transaction that waits: its items are locked until it commits. */
export interface PendingTransaction {
  readonly token: string | undefined
  /** `lockOf` of each item it is about. */
  readonly locks: ReadonlySet<string>
}

export interface DynamoDbState {
  /** Stamp of the tables this state may write to. */
  owner: object
  tables: ReadonlyMap<string, TableState>
  /** Whether `tables` is this state's own map. */
  ownsTables: boolean
  /** By ClientRequestToken, oldest first. */
  transactions: ReadonlyMap<string, RememberedTransaction>
  /** Whether `transactions` is this state's own map. */
  ownsTransactions: boolean
  readonly pending: Set<PendingTransaction>
  /** Streams that were disabled, or whose table was deleted. */
  closedStreams: readonly StreamLog[]
  /** By ARN. */
  backups: ReadonlyMap<string, Backup>
  /** When maintenance is due next (maintenance.ts). */
  maintenanceAt: number
  /** What is left of capacity where it is enforced, by table or index and direction. */
  readonly buckets: Map<string, Bucket>
  /** They belong to this world alone. */
  readonly listeners: StreamListeners
}

export const createDynamoDbState = (): DynamoDbState => ({
  owner: {},
  tables: new Map(),
  ownsTables: true,
  transactions: new Map(),
  ownsTransactions: true,
  pending: new Set(),
  closedStreams: [],
  backups: new Map(),
  maintenanceAt: Infinity,
  buckets: new Map(),
  listeners: new Map(),
})

/** The state in a world, for code that does not run within an operation. DynamoDB Streams shares it. */
export const stateIn = (world: World): DynamoDbState => ownState(world) as DynamoDbState

/** A copy for another world: nothing is copied before one of the two writes. */
export function forkDynamoDbState(state: DynamoDbState): DynamoDbState {
  state.owner = {}
  state.ownsTables = false
  state.ownsTransactions = false
  return {
    owner: {},
    tables: state.tables,
    ownsTables: false,
    transactions: state.transactions,
    ownsTransactions: false,
    pending: new Set(),
    closedStreams: state.closedStreams,
    backups: state.backups,
    maintenanceAt: state.maintenanceAt,
    buckets: new Map(state.buckets),
    listeners: new Map(),
  }
}

/** Tables stay, with the items that `seed` gave them. */
export function resetDynamoDbState(state: DynamoDbState): void {
  for (const [name, table] of state.tables) {
    if (!table.seeded && !table.stream && table.past.length === 0) continue
    const own = ownTable(state, name)
    resetContent(own)
    own.past = []
    if (own.stream) own.stream = createStreamLog(own.stream)
  }
  state.closedStreams = []
  state.backups = new Map()
  state.buckets.clear()
  state.transactions = new Map()
  state.ownsTransactions = true
  state.pending.clear()
}

/** Tables stay, with the items that their declarations seeded. */
export function beginFile(state: DynamoDbState): void {
  for (const [name, { declared }] of state.tables) {
    if (declared) resetToDeclaration(ownTable(state, name), declared)
  }
  resetDynamoDbState(state)
}

/** The map of tables, fit to be written to. */
export function ownTables(state: DynamoDbState): Map<string, TableState> {
  if (!state.ownsTables) {
    state.tables = new Map(state.tables)
    state.ownsTables = true
  }
  return state.tables as Map<string, TableState>
}

/** Adds an empty table. It replaces a stale one of that name. */
export function addTable(
  state: DynamoDbState,
  definition: TableDefinition,
  { generation }: Pick<World, 'generation'>,
): TableState {
  const table = createTableState(definition, state.owner, generation)
  ownTables(state).set(definition.name, table)
  return table
}

/** The table's name in a name or an ARN. */
export function tableNameOf(nameOrArn: string): string {
  if (!nameOrArn.startsWith('arn:')) return nameOrArn
  const resource = parseArn(nameOrArn)?.resource
  if (!resource?.startsWith('table/')) return nameOrArn
  const [name = nameOrArn] = resource.slice(6).split('/', 1)
  return name
}

export const findTable = (state: DynamoDbState, nameOrArn: string): TableState | undefined =>
  state.tables.get(nameOrArn) ?? state.tables.get(tableNameOf(nameOrArn))

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

/** A table that exists, fit to be written to. Every TableState read before may be stale from here on. */
export function ownTable(state: DynamoDbState, nameOrArn: string): TableState {
  const table = findTable(state, nameOrArn)
  if (!table) throw tableNotFound()
  if (table.owner === state.owner) return table
  const own = cloneTable(table, state.owner)
  ownTables(state).set(table.definition.name, own)
  return own
}
