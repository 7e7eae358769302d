/**
 * Builds TableDescription, the control plane's description of a table. Times are in seconds since
 * 1970.
 */
import type { TableState } from '../storage/table.ts'
import { rooms } from '../rooms.ts'
import { INITIAL_ON_DEMAND } from '../schema/check-throughput.ts'
import {
  type IndexDefinition,
  type KeyAttribute,
  type KeySchema,
  type Projection,
  type RestoreSummary,
  type TableDefinition,
  type Throughput,
  type Units,
  isSameDay,
  statusAt,
  streamArn,
  type Status,
} from '../schema/definition.ts'

export const toSeconds = (milliseconds: number): number => milliseconds / 1000

type Description = Readonly<Record<string, unknown>>

/**
 * The description in DescribeTable.
 * Recorded: test_table_crud, test_table_warm_throughput; AWS: API_TableDescription.html.
 */
export function describeTable(
  table: Pick<TableState, 'definition' | 'items' | 'indexes' | 'vectors'>,
  now: number,
): Description & { readonly WarmThroughput: Description } {
  const definition = countedToday(table.definition, now)
  const status = statusAt(definition.transition, now)
  return {
    ...describeBeginning(definition, status, now),
    TableSizeBytes: table.items.bytes,
    ItemCount: table.items.size,
    ...describeIndexes({ ...table, definition }, now),
    ...describeVectors(table, now),
    // AWS (measured, 2026): DDB-TABLE-216: present only until the table is ACTIVE.
    ...(status === 'CREATING' &&
      definition.restored && { RestoreSummary: describeRestore(definition.restored) }),
    WarmThroughput: describeWarm(definition.warm, definition, definition.throughput),
  }
}

/** The definition with the number of decreases of this UTC day. */
function countedToday(definition: TableDefinition, now: number): TableDefinition {
  const count = (throughput: Throughput): Throughput =>
    isSameDay(throughput.lastDecreaseAt ?? 0, now)
      ? throughput
      : { ...throughput, decreasesToday: 0 }
  const indexes = definition.indexes.map((index) =>
    index.throughput ? { ...index, throughput: count(index.throughput) } : index,
  )
  return { ...definition, throughput: count(definition.throughput), indexes }
}

/** The first members of both descriptions. */
const describeBeginning = (
  definition: TableDefinition,
  status: string,
  now: number,
): Description => ({
  AttributeDefinitions: definition.attributes.map(({ name, type }) => ({
    AttributeName: name,
    AttributeType: type,
  })),
  TableName: definition.name,
  KeySchema: describeKey(definition.key),
  TableStatus: status,
  CreationDateTime: toSeconds(definition.createdAt),
  ...describeSettings(definition, status !== 'CREATING', now),
})

/** The description in CreateTable's response: CREATING, without the members that appear later. */
export function describeNewTable(definition: TableDefinition, warmAsked: boolean): Description {
  return {
    ...describeBeginning(definition, 'CREATING', definition.createdAt),
    TableSizeBytes: 0,
    ItemCount: 0,
    ...listed(
      'LocalSecondaryIndexes',
      definition.indexes
        .filter(({ kind }) => kind === 'local')
        .map((index) => describeLocalIndex(index, definition, EMPTY)),
    ),
    ...listed(
      'GlobalSecondaryIndexes',
      definition.indexes
        .filter(({ kind }) => kind === 'global')
        .map((index) => describeGlobalIndex(index, definition, EMPTY, 'CREATING')),
    ),
    ...describeVectors({ definition, vectors: new Map() }),
    ...(warmAsked && definition.warm && { WarmThroughput: warmOf(definition.warm, 'UPDATING') }),
  }
}

/** The description in the response of a restore. */
export const describeRestoredTable = (
  table: Pick<TableState, 'definition' | 'items' | 'indexes'>,
  restored: RestoreSummary,
): Description => ({
  ...describeNewTable(table.definition, false),
  RestoreSummary: describeRestore(restored),
})

/**
 * The description in DeleteTable's response, without keys and creation time.
 * Recorded: test_table_crud.
 */
export function describeDeletedTable(table: Pick<TableState, 'definition' | 'items'>): Description {
  return {
    TableName: table.definition.name,
    TableStatus: 'DELETING',
    ...describeSettings(table.definition, true, 0),
    TableSizeBytes: table.items.bytes,
    ItemCount: table.items.size,
  }
}

/** The members that do not depend on the table's content. */
function describeSettings(definition: TableDefinition, settled: boolean, now: number): Description {
  const { encryption, tableClass, stream, onDemand } = definition
  return {
    ProvisionedThroughput: describeThroughput(definition.throughput),
    TableArn: definition.arn,
    TableId: definition.id,
    ...describeBilling(definition, settled),
    ...(stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType },
    }),
    ...(definition.latestStream !== undefined && {
      LatestStreamLabel: definition.latestStream,
      LatestStreamArn: streamArn(definition, definition.latestStream),
    }),
    ...(encryption && {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: encryption.keyArn },
    }),
    ...(tableClass && {
      TableClassSummary: {
        TableClass: tableClass.name,
        ...(tableClass.updatedAt !== undefined && {
          LastUpdateDateTime: toSeconds(tableClass.updatedAt),
        }),
      },
    }),
    DeletionProtectionEnabled: definition.deletionProtection,
    ...(definition.replication && rooms.replication().describeReplicas(definition, now)),
    ...(onDemand && { OnDemandThroughput: describeOnDemand(onDemand) }),
  }
}

const describeRestore = (restored: RestoreSummary): Description => ({
  ...(restored.backupArn !== undefined && { SourceBackupArn: restored.backupArn }),
  SourceTableArn: restored.tableArn,
  RestoreDateTime: toSeconds(restored.at),
  RestoreInProgress: true,
})

/** Tables that are or were on-demand have a summary. AWS: API_BillingModeSummary.html */
function describeBilling(
  { billingMode, onDemandSince }: TableDefinition,
  settled: boolean,
): Description {
  if (onDemandSince === undefined) return {}
  const since = settled && {
    LastUpdateToPayPerRequestDateTime: toSeconds(onDemandSince),
  }
  return {
    BillingModeSummary: { BillingMode: billingMode, ...since },
    TableThroughputModeSummary: { TableThroughputMode: billingMode, ...since },
  }
}

/** AWS (measured, 2026): DDB-TABLE-144: a disabled time to live has no attribute. */
export const describeTimeToLive = ({ timeToLive }: TableDefinition): Description =>
  timeToLive?.enabled
    ? { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive.attribute }
    : { TimeToLiveStatus: 'DISABLED' }

export const describeKey = ({ partition, sort }: KeySchema): Description[] => {
  const element =
    (KeyType: 'HASH' | 'RANGE') =>
    ({ name }: KeyAttribute): Description => ({ AttributeName: name, KeyType })
  return [...partition.map(element('HASH')), ...sort.map(element('RANGE'))]
}

export const describeProjection = ({ type, nonKeyAttributes }: Projection): Description => ({
  ProjectionType: type,
  ...(type === 'INCLUDE' && { NonKeyAttributes: nonKeyAttributes }),
})

const describeThroughput = (throughput: Throughput): Description => ({
  ...(throughput.lastIncreaseAt !== undefined && {
    LastIncreaseDateTime: toSeconds(throughput.lastIncreaseAt),
  }),
  ...(throughput.lastDecreaseAt !== undefined && {
    LastDecreaseDateTime: toSeconds(throughput.lastDecreaseAt),
  }),
  NumberOfDecreasesToday: throughput.decreasesToday,
  ReadCapacityUnits: throughput.read,
  WriteCapacityUnits: throughput.write,
})

/** When only one maximum is set, the other is -1. AWS: API_OnDemandThroughput.html */
export const describeOnDemand = ({ read, write }: Units): Description => ({
  MaxReadRequestUnits: read ?? -1,
  MaxWriteRequestUnits: write ?? -1,
})

const warmOf = ({ read = 0, write = 0 }: Units, status: string): Description => ({
  ReadUnitsPerSecond: read,
  WriteUnitsPerSecond: write,
  Status: status,
})

/**
 * The requested warm throughput, or the initial throughput. Recorded: test_table_warm_throughput
 */
function describeWarm(
  warm: Units | undefined,
  { billingMode }: TableDefinition,
  throughput: Throughput | undefined,
): Description {
  const least = billingMode === 'PAY_PER_REQUEST' ? INITIAL_ON_DEMAND : throughput
  return warmOf(
    {
      read: Math.max(warm?.read ?? 0, least?.read ?? 0),
      write: Math.max(warm?.write ?? 0, least?.write ?? 0),
    },
    'ACTIVE',
  )
}

export interface Measure {
  readonly size: number
  readonly bytes: number
}
const EMPTY: Measure = { size: 0, bytes: 0 }

function describeIndexes(
  { definition, indexes }: Pick<TableState, 'definition' | 'indexes'>,
  now: number,
): Description {
  const measure = ({ name }: IndexDefinition): Measure => indexes.get(name) ?? EMPTY
  const locals = definition.indexes.filter(({ kind }) => kind === 'local')
  const globals = definition.indexes.filter(({ kind }) => kind === 'global')
  return {
    ...listed(
      'LocalSecondaryIndexes',
      locals.map((index) => describeLocalIndex(index, definition, measure(index))),
    ),
    ...listed(
      'GlobalSecondaryIndexes',
      globals.map((index) => ({
        ...describeGlobalIndex(index, definition, measure(index), statusAt(index.transition, now)),
        WarmThroughput: describeWarm(index.warm, definition, index.throughput),
      })),
    ),
  }
}

/** The vector indexes at a time. Without a time they are new, so all are CREATING. */
const describeVectors = (
  { definition, vectors }: Pick<TableState, 'definition' | 'vectors'>,
  now?: number,
): Description =>
  definition.vectorIndexes.length === 0
    ? {}
    : {
        VectorIndexes: definition.vectorIndexes.map((index) =>
          rooms
            .vectors()
            .describeVectorIndex(
              index,
              definition,
              vectors.get(index.name) ?? EMPTY,
              now === undefined ? 'CREATING' : statusAt(index.transition, now),
            ),
        ),
      }

/** A named list, or `{}` when the list is empty. */
const listed = (name: string, list: readonly Description[]): Description =>
  list.length === 0 ? {} : { [name]: list }

const describeLocalIndex = (
  { name, key, projection }: IndexDefinition,
  { arn }: TableDefinition,
  { size, bytes }: Measure,
): Description => ({
  IndexName: name,
  KeySchema: describeKey(key),
  Projection: describeProjection(projection),
  IndexSizeBytes: bytes,
  ItemCount: size,
  IndexArn: `${arn}/index/${name}`,
})

const describeGlobalIndex = (
  index: IndexDefinition,
  { arn }: TableDefinition,
  { size, bytes }: Measure,
  status: Status,
): Description => ({
  IndexName: index.name,
  KeySchema: describeKey(index.key),
  Projection: describeProjection(index.projection),
  IndexStatus: status,
  // AWS (measured, 2026): DDB-TABLE-138: false while AWS creates an index on an existing table.
  ...(status === 'CREATING' && index.backfills && { Backfilling: false }),
  ProvisionedThroughput: describeThroughput(index.throughput ?? NO_THROUGHPUT),
  IndexSizeBytes: bytes,
  ItemCount: size,
  IndexArn: `${arn}/index/${index.name}`,
  ...(index.onDemand && { OnDemandThroughput: describeOnDemand(index.onDemand) }),
})

const NO_THROUGHPUT: Throughput = { read: 0, write: 0, decreasesToday: 0 }
