import type { Operation, World } from '../../../core/world/world.ts'
import { transitionOf } from '../../schema/build-definition.ts'
import { asksForReplicas, checkUpdate } from '../../schema/check-update.ts'
import { withBillingMode } from '../../schema/check-throughput.ts'
import type {
  IndexDefinition,
  TableDefinition,
  Throughput,
  Transition,
  VectorIndexDefinition,
} from '../../schema/definition.ts'
import { describeTable } from '../../state/describe-table.ts'
import { statusAt } from '../../schema/definition.ts'
import { validation } from '../../errors.ts'
import { tableInUse } from '../../schema/errors.ts'
import { rooms } from '../../rooms.ts'
import { existingTable } from '../../state/existing-table.ts'
import type { UpdateTableRequest } from '../../schema/requests.ts'
import { updateSettings } from '../../schema/update-definition.ts'
import { updateIndexes } from '../../schema/update-indexes.ts'
import { checkThroughputQuotas } from '../../state/quotas.ts'
import { ownTable, setDefinition, type DynamoDbState, type TableState } from '../../state/state.ts'
import { alignIndexes } from '../../storage/content.ts'
import { disableStream, enableStream } from '../../streams/switch-stream.ts'
import { scheduleMaintenance } from '../../state/maintenance.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'

const checkConstraints = constraintsFor('UpdateTable')

// AWS: API_UpdateTable.html
export const updateTable: Operation<DynamoDbState, UpdateTableRequest> = {
  name: 'UpdateTable',
  parse: parserOf('UpdateTable'),
  run(state, input, { world }) {
    checkConstraints(input)
    const request = withBillingMode(input)
    checkUpdate(request)
    const { definition } = existingTable(state, request.TableName, world)
    checkStatus(definition, request, world.clock.now())
    checkStream(definition, request)
    if (asksForReplicas(request)) {
      const table = rooms.replication().updateReplicas(definition.name, request, world)
      return { TableDescription: rooms.replication().describeUpdate(table, request, world) }
    }
    const sync = definition.replication && syncOf(definition, request, world)
    const next = updateIndexes(updateSettings(definition, request, world), request, world)
    checkThroughputQuotas(state, next, definition)
    const table = ownTable(state, definition.name)
    apply(state, table, next, request, world)
    sync?.()
    return { TableDescription: describeChange(table, definition, request, world.clock.now()) }
  },
}

/**
 * AWS (measured, 2026): DDB-TABLE-002: an UPDATING table accepts changes of deletion protection
 * only.
 */
function checkStatus(
  { name, transition }: TableDefinition,
  { DeletionProtectionEnabled }: UpdateTableRequest,
  now: number,
): void {
  const status = statusAt(transition, now)
  if (status === 'ACTIVE') return
  if (status === 'UPDATING' && DeletionProtectionEnabled !== undefined) return
  throw tableInUse(status, name)
}

// AWS (measured, 2026): DDB-TABLE-050
function checkStream(
  { name, stream }: TableDefinition,
  { StreamSpecification: asked }: UpdateTableRequest,
): void {
  if (asked?.StreamEnabled && stream) {
    throw validation(`Table already has an enabled stream: TableName: ${name}`)
  }
  if (asked && !asked.StreamEnabled && !stream) {
    throw validation(`Table has no stream to disable: TableName: ${name}`)
  }
}

/** Prepares the change of the other replicas of a global table. */
function syncOf(
  definition: TableDefinition,
  request: UpdateTableRequest,
  world: World,
): () => void {
  const { checkGlobalChange, syncSettings } = rooms.replication()
  checkGlobalChange(definition, request)
  return syncSettings(definition, request, world)
}

/** Applies the new definition. All checks are done, so this function does not throw. */
function apply(
  state: DynamoDbState,
  table: TableState,
  next: TableDefinition,
  request: UpdateTableRequest,
  world: World,
): void {
  const transition = isTableChange(request) ? transitionOf(world, 'UPDATING') : undefined
  setDefinition(table, transition ? { ...next, transition } : next)
  if (request.GlobalSecondaryIndexUpdates ?? request.VectorIndexUpdates) alignIndexes(table)
  for (const { transition: leaving } of [...next.indexes, ...next.vectorIndexes]) {
    if (leaving?.status === 'DELETING') scheduleMaintenance(state, world, leaving.until)
  }
  const stream = request.StreamSpecification
  if (stream?.StreamViewType) enableStream(state, table, stream.StreamViewType, world)
  else if (stream) disableStream(state, table, world)
}

/**
 * Whether the table's status becomes UPDATING, not only an index's.
 * AWS (measured, 2026): DDB-TABLE-017, 135, 165, 433.
 */
const isTableChange = (request: UpdateTableRequest): boolean =>
  request.BillingMode !== undefined ||
  request.ProvisionedThroughput !== undefined ||
  request.StreamSpecification !== undefined ||
  request.TableClass !== undefined ||
  (request.GlobalSecondaryIndexUpdates ?? []).some(({ Create, Delete }) => Create ?? Delete) ||
  (request.VectorIndexUpdates ?? []).length > 0

const NEVER: Transition['until'] = Infinity

/**
 * The old units, which a response shows.
 * AWS, as observed by peers in October 2026: the time of an increase appears at once.
 */
const staleThroughput = (old: Throughput, next: Throughput | undefined): Throughput => ({
  ...old,
  ...(next?.lastIncreaseAt !== undefined && { lastIncreaseAt: next.lastIncreaseAt }),
})

/** The response: it shows the transition, with the old throughput and the old table class. */
function describeChange(
  table: TableState,
  before: TableDefinition,
  request: UpdateTableRequest,
  now: number,
): Readonly<Record<string, unknown>> {
  const { definition } = table
  const stale = request.ProvisionedThroughput && !request.BillingMode
  const shown: TableDefinition = {
    ...definition,
    ...(isTableChange(request) && { transition: { status: 'UPDATING', until: NEVER } }),
    ...(stale && { throughput: staleThroughput(before.throughput, definition.throughput) }),
    ...(request.TableClass !== undefined && before.tableClass && { tableClass: before.tableClass }),
    indexes: showIndexes(definition, before, request),
    vectorIndexes: showVectorIndexes(definition, before, request),
  }
  const description = describeTable({ ...table, definition: shown }, now)
  return {
    ...description,
    ...(request.SSESpecification && {
      SSEDescription: {
        Status: 'UPDATING',
        SSEType: 'KMS',
        KMSMasterKeyArn: (before.encryption ?? definition.encryption)?.keyArn,
      },
    }),
    ...(request.WarmThroughput && {
      WarmThroughput: { ...description.WarmThroughput, Status: 'UPDATING' },
    }),
  }
}

function showIndexes(
  { indexes }: TableDefinition,
  before: TableDefinition,
  { GlobalSecondaryIndexUpdates: updates = [] }: UpdateTableRequest,
): IndexDefinition[] {
  const created = new Set(updates.map(({ Create }) => Create?.IndexName))
  const updated = new Set(updates.map(({ Update }) => Update?.IndexName))
  const deleted = new Set(updates.map(({ Delete }) => Delete?.IndexName))
  const show = (index: IndexDefinition): IndexDefinition => {
    const { name } = index
    if (created.has(name)) return { ...index, transition: { status: 'CREATING', until: NEVER } }
    if (!updated.has(name)) return index
    const old = before.indexes.find((entry) => entry.name === name)
    const transition: Transition = { status: 'UPDATING', until: NEVER }
    return old?.throughput
      ? { ...index, throughput: staleThroughput(old.throughput, index.throughput), transition }
      : { ...index, transition }
  }
  const gone = before.indexes
    .filter(({ name }) => deleted.has(name))
    .map((index): IndexDefinition => ({
      ...index,
      transition: { status: 'DELETING', until: NEVER },
    }))
  return [...indexes.filter(({ name }) => !deleted.has(name)).map(show), ...gone]
}

const showVectorIndexes = (
  { vectorIndexes }: TableDefinition,
  before: TableDefinition,
  { VectorIndexUpdates: updates = [] }: UpdateTableRequest,
): readonly VectorIndexDefinition[] => {
  const created = updates.map(({ Create }) => Create?.IndexName)
  const deleted = updates.map(({ Delete }) => Delete?.IndexName)
  const show =
    (status: Transition['status']) =>
    (index: VectorIndexDefinition): VectorIndexDefinition => ({
      ...index,
      transition: { status, until: NEVER },
    })
  return [
    ...vectorIndexes
      .filter(({ name }) => !deleted.includes(name))
      .map((index) => (created.includes(index.name) ? show('CREATING')(index) : index)),
    ...before.vectorIndexes.filter(({ name }) => deleted.includes(name)).map(show('DELETING')),
  ]
}
