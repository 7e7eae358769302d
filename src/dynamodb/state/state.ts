/** DynamoDB's state in a world. Worlds share tables and copy them on their first write. */
import { parseArn } from '../../core/arn.ts'
import type { DeliveryPump } from '../../core/delivery/pump.ts'
import type { Clock } from '../../core/time/clock.ts'
import type { ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { tableNotFound } from '../errors.ts'
import { ownState } from '../own-service.ts'
import type { TableDefinition } from '../schema/definition.ts'
import type { Backup } from '../storage/backup.ts'
import { resetContent, resetToDeclaration } from '../storage/content.ts'
import { cloneTable, createTableState, type TableState } from '../storage/table.ts'
import { createReplica } from '../storage/replica.ts'
import type { Export, Import } from './transfer-state.ts'
import { emptyCache, forkCache, type CacheState } from './cache-state.ts'
import { createStreamLog, type StreamLog } from '../storage/stream-log.ts'
import type { Bucket } from '../capacity/buckets.ts'

export { setDefinition } from '../storage/table.ts'
export type { TableContent, TableState } from '../storage/table.ts'

/** A committed transaction, for repetitions with the same token. */
export interface RememberedTransaction {
  /** Its TransactItems or TransactStatements. */
  readonly request: unknown
  readonly expiresAt: number
  /** Makes the response to a repetition, which depends on its ReturnConsumedCapacity. */
  readonly answer: (returnConsumedCapacity: string | undefined) => unknown
}

/** A delayed transaction. Its items are locked until it runs. */
export interface PendingTransaction {
  readonly token: string | undefined
  /** `lockOf` of each of its items. */
  readonly locks: ReadonlySet<string>
}

/** What the global tables of an account share. The state of the main region keeps it. */
export interface AccountReplication {
  /** The number of the latest write to a global table. */
  lastVersion: number
  /**
   * The network's side of each AWS region that a partition cut off. Regions on one side reach each
   * other.
   */
  sides: ReadonlyMap<string, number>
  /** The regions that have or had a replica of a global table. */
  regions: ReadonlySet<string>
}

/** The resource policy of a table or a stream. */
export interface ResourcePolicy {
  readonly policy: string
  readonly revision: string
}

export interface DynamoDbState {
  /** The stamp of the tables that this state may write to. */
  owner: object
  tables: ReadonlyMap<string, TableState>
  /** Whether `tables` is this state's own map. */
  ownsTables: boolean
  /** Transactions by ClientRequestToken, oldest first. */
  transactions: ReadonlyMap<string, RememberedTransaction>
  /** Whether `transactions` is this state's own map. */
  ownsTransactions: boolean
  readonly pending: Set<PendingTransaction>
  /** The streams that were disabled or whose table was deleted. */
  closedStreams: readonly StreamLog[]
  /** Backups by ARN. */
  backups: ReadonlyMap<string, Backup>
  /** The time of the next maintenance (maintenance.ts). */
  maintenanceAt: number
  /** The remaining capacity with `capacity: 'enforced'`, by table or index and direction. */
  readonly buckets: Map<string, Bucket>
  /** Changes on their way to Kinesis streams. A fork begins without. */
  destinations: DeliveryPump | undefined
  /** Undefined until the account has a global table or a partition. */
  account: AccountReplication | undefined
  /** The names of the global tables with writes on their way to other regions. */
  replicating: ReadonlySet<string>
  /** The names of the global tables with strong consistency. */
  strong: ReadonlySet<string>
  /** Ends the wait for the next delivery to other regions. */
  endReplicationWait: (() => void) | undefined
  /** Single writes that a fault delays, by their locks. They conflict with those of other regions. */
  readonly pendingWrites: Set<ReadonlySet<string>>
  /** Exports and imports by ARN, in the order of their beginnings. */
  exports: ReadonlyMap<string, Export>
  imports: ReadonlyMap<string, Import>
  /** Resource policies by the ARN of a table or stream. */
  policies: ReadonlyMap<string, ResourcePolicy>
  /** Caches in front of tables, by name. */
  readonly caches: Map<string, CacheState>
}

/** A declaration, because the room may load while this module does. */
export function createDynamoDbState(): DynamoDbState {
  return {
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
    destinations: undefined,
    account: undefined,
    replicating: new Set(),
    strong: new Set(),
    endReplicationWait: undefined,
    pendingWrites: new Set(),
    exports: new Map(),
    imports: new Map(),
    policies: new Map(),
    caches: new Map(),
  }
}

/** The state in a world, for code outside an operation. DynamoDB Streams shares it. */
export const stateIn = (world: World): DynamoDbState => ownState(world) as DynamoDbState

/** Copies the state for another world. Content is shared until one of the two writes. */
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
    destinations: undefined,
    account: state.account && { ...state.account },
    replicating: state.replicating,
    strong: state.strong,
    endReplicationWait: undefined,
    pendingWrites: new Set(),
    exports: state.exports,
    imports: state.imports,
    policies: state.policies,
    caches: new Map([...state.caches].map(([name, cache]) => [name, forkCache(cache)])),
  }
}

/** Keeps the tables with their seeds and drops everything else. */
export function resetDynamoDbState(state: DynamoDbState): void {
  state.destinations?.end()
  state.endReplicationWait?.()
  for (const [name, table] of state.tables) {
    if (!table.seeded && !table.stream && !table.replica && table.past.length === 0) continue
    const own = ownTable(state, name)
    resetContent(own)
    own.past = []
    if (own.stream) own.stream = createStreamLog(own.stream)
    if (own.replica) own.replica = createReplica()
  }
  state.closedStreams = []
  state.backups = new Map()
  state.buckets.clear()
  state.transactions = new Map()
  state.ownsTransactions = true
  state.pending.clear()
  state.pendingWrites.clear()
  state.exports = new Map()
  state.imports = new Map()
  for (const cache of state.caches.values()) emptyCache(cache)
  if (state.account) state.account = { ...state.account, lastVersion: 0, sides: new Map() }
  state.replicating = new Set()
}

/** Keeps the tables with the seeds of their declarations and drops everything else. */
export function beginFile(state: DynamoDbState): void {
  for (const [name, { declared }] of state.tables) {
    if (declared) resetToDeclaration(ownTable(state, name), declared)
  }
  resetDynamoDbState(state)
}

/** Returns the map of tables for writing. */
export function ownTables(state: DynamoDbState): Map<string, TableState> {
  if (!state.ownsTables) {
    state.tables = new Map(state.tables)
    state.ownsTables = true
  }
  return state.tables as Map<string, TableState>
}

/** Adds an empty table. It replaces a stale table of the same name. */
export function addTable(
  state: DynamoDbState,
  definition: TableDefinition,
  { generation }: Pick<World, 'generation'>,
): TableState {
  const table = createTableState(definition, state.owner, generation)
  ownTables(state).set(definition.name, table)
  return table
}

/** The table name in a name or an ARN. */
export function tableNameOf(nameOrArn: string): string {
  if (!nameOrArn.startsWith('arn:')) return nameOrArn
  const resource = parseArn(nameOrArn)?.resource
  if (!resource?.startsWith('table/')) return nameOrArn
  const [name = nameOrArn] = resource.slice(6).split('/', 1)
  return name
}

export const findTable = (state: DynamoDbState, nameOrArn: string): TableState | undefined =>
  state.tables.get(nameOrArn) ?? state.tables.get(tableNameOf(nameOrArn))

/** Returns a table for reading. Throws the data plane's error when it does not exist. */
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

/** AWS: a table accepts data-plane requests while it is ACTIVE or UPDATING. */
const isUsable = ({ transition }: TableDefinition, clock: Pick<Clock, 'now'>): boolean =>
  transition === undefined ||
  transition.status === 'UPDATING' ||
  (transition.status === 'CREATING' && transition.until <= clock.now())

/** Returns an existing table for writing. TableStates from before this call may be stale. */
export function ownTable(state: DynamoDbState, nameOrArn: string): TableState {
  const table = findTable(state, nameOrArn)
  if (!table) throw tableNotFound()
  if (table.owner === state.owner) return table
  const own = cloneTable(table, state.owner)
  ownTables(state).set(table.definition.name, own)
  return own
}
