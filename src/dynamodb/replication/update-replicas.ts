/**
 * UpdateTable with ReplicaUpdates, MultiRegionConsistency and GlobalTableWitnessUpdates.
 * AWS: API_UpdateTable.html, V2globaltables_HowItWorks.html
 */
import type { World } from '../../core/world/world.ts'
import type {
  Replica,
  ReplicationGroup,
  StreamViewType,
  TableDefinition,
  TimeToLive,
} from '../schema/definition.ts'
import type { ReplicaInput, ReplicaUpdate, UpdateTableRequest } from '../schema/requests.ts'
import { buildEncryption, tableArn, transitionOf } from '../schema/build-definition.ts'
import { isProtected } from '../schema/errors.ts'
import { tableNamed } from '../state/existing-table.ts'
import { checkTableCount } from '../state/quotas.ts'
import { addTable, ownTable, setDefinition, stateIn, type TableState } from '../state/state.ts'
import { scheduleSweep } from '../state/maintenance.ts'
import { cloneContent } from '../storage/table.ts'
import { createReplica } from '../storage/replica.ts'
import { enableStream } from '../streams/switch-stream.ts'
import { removeTable } from '../streams/remove-table.ts'
import { checkStrongGroup } from './check-strong-group.ts'
import { leaveGroup, members, setGroup } from './group.ts'
import { LATER_MS } from './sync-settings.ts'
import { withOverrides } from './overrides.ts'
import {
  alreadyConsistent,
  localRegion,
  notAutoScaled,
  oneReplicaAction,
  repeatedReplica,
  replicaExists,
  replicaNotFound,
  unknownRegion,
  witnessNeedsStrong,
  wrongStream,
} from './errors.ts'

// AWS: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html. A name of a
// later region of this form is accepted as well.
const REGION_NAME =
  /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[a-z]?)?-(?:central|north|south|(?:north|south)?(?:east|west))-\d$/

export interface ReplicaOptions {
  /** Whether Application Auto Scaling, which is not simulated, manages the write capacity. */
  readonly isAutoScaled?: boolean
}

interface Changes {
  readonly created: readonly ReplicaInput[]
  readonly updated: readonly ReplicaInput[]
  readonly deleted: readonly string[]
}

/** Changes the group of a table, all or nothing, and returns the table. */
export function updateReplicas(
  name: string,
  request: UpdateTableRequest,
  world: World,
  { isAutoScaled = false }: ReplicaOptions = {},
): TableState {
  const state = stateIn(world)
  const table = ownTable(state, name)
  const { definition } = table
  const changes = changesOf(request.ReplicaUpdates ?? [])
  checkChanges(definition, changes, world)
  const consistency = consistencyOf(definition, request)
  const witness = witnessOf(definition, request, consistency)
  if (changes.created.length > 0 && definition.billingMode === 'PROVISIONED' && !isAutoScaled) {
    throw notAutoScaled()
  }
  if (consistency === 'STRONG')
    checkStrongGroup(table, regionsAfter(definition, changes, world), witness)
  else checkStreams(definition)

  const group: ReplicationGroup = {
    consistency,
    ...(witness !== undefined && { witness }),
    replicas: replicasAfter(definition, changes, world),
  }
  for (const region of changes.deleted) {
    const there = world.in(region)
    leaveGroup(name, there)
    removeTable(stateIn(there), name, there)
  }
  if (consistency === 'EVENTUAL' && !table.definition.stream && group.replicas.length > 1) {
    // AWS: V2globaltables_HowItWorks.html#V2globaltables_HowItWorks.streams: enabled by default.
    enableStream(state, table, 'NEW_AND_OLD_IMAGES', world)
  }
  setGroup(world, table, group)
  for (const input of changes.created) addReplica(table, input, world)
  for (const member of members(table.definition, world)) setGroup(member.world, member.table, group)
  for (const input of changes.updated) {
    const there = world.in(input.RegionName)
    const replica = ownTable(stateIn(there), name)
    setDefinition(replica, withOverrides(replica.definition, input, there))
  }
  return table
}

function changesOf(updates: readonly ReplicaUpdate[]): Changes {
  const created: ReplicaInput[] = []
  const updated: ReplicaInput[] = []
  const deleted: string[] = []
  const seen = new Set<string>()
  for (const { Create, Update, Delete } of updates) {
    const [action, ...others] = [Create, Update, Delete].filter((each) => each !== undefined)
    if (!action || others.length > 0) throw oneReplicaAction()
    if (seen.has(action.RegionName)) throw repeatedReplica(action.RegionName)
    seen.add(action.RegionName)
    if (Create) created.push(Create)
    if (Update) updated.push(Update)
    if (Delete) deleted.push(Delete.RegionName)
  }
  return { created, updated, deleted }
}

function checkChanges(
  { name, replication }: TableDefinition,
  { created, updated, deleted }: Changes,
  world: World,
): void {
  const present = new Set(replication?.replicas.map(({ region }) => region))
  const regions = [...created, ...updated].map(({ RegionName }) => RegionName)
  if ([...regions, ...deleted].includes(world.options.region)) throw localRegion()
  for (const { RegionName: region } of created) {
    if (!REGION_NAME.test(region)) throw unknownRegion(region)
    if (present.has(region)) throw replicaExists(name, region)
    if (!world.has(region)) continue
    const there = world.in(region)
    if (tableNamed(stateIn(there), name, there)) throw replicaExists(name, region)
    checkTableCount(stateIn(there))
  }
  for (const region of [...updated.map(({ RegionName }) => RegionName), ...deleted]) {
    if (!present.has(region)) throw replicaNotFound()
  }
  // Unverified: that a replica's own protection refuses this as well as a DeleteTable.
  for (const region of deleted)
    if (stateIn(world.in(region)).tables.get(name)?.definition.deletionProtection)
      throw isProtected()
}

// AWS: API_UpdateTable.html#DDB-UpdateTable-request-MultiRegionConsistency: only when a table
// becomes a global table.
function consistencyOf(
  { replication }: TableDefinition,
  { MultiRegionConsistency: asked }: UpdateTableRequest,
): ReplicationGroup['consistency'] {
  if (!replication) return asked ?? 'EVENTUAL'
  if (asked !== undefined && asked !== replication.consistency) throw alreadyConsistent()
  return replication.consistency
}

function witnessOf(
  { replication }: TableDefinition,
  { GlobalTableWitnessUpdates: updates = [] }: UpdateTableRequest,
  consistency: ReplicationGroup['consistency'],
): string | undefined {
  let witness = replication?.witness
  for (const { Create, Delete } of updates) {
    if ((Create === undefined) === (Delete === undefined)) throw oneReplicaAction()
    if (consistency === 'EVENTUAL') throw witnessNeedsStrong()
    if (Delete && Delete.RegionName !== witness) throw replicaNotFound()
    witness = Create?.RegionName
    if (witness !== undefined && !REGION_NAME.test(witness)) throw unknownRegion(witness)
  }
  return witness
}

const regionsAfter = (
  definition: TableDefinition,
  changes: Changes,
  world: World,
): readonly string[] => replicasAfter(definition, changes, world).map(({ region }) => region)

function replicasAfter(
  { replication }: TableDefinition,
  { created, updated, deleted }: Changes,
  world: World,
): readonly Replica[] {
  const transition = transitionOf(world, 'CREATING')
  const own: Replica = { region: world.options.region }
  const kept = (replication?.replicas ?? [own]).filter(({ region }) => !deleted.includes(region))
  const changed = kept.map((replica): Replica => {
    const update = updated.find(({ RegionName }) => RegionName === replica.region)
    return update
      ? { ...replica, overrides: { ...replica.overrides, ...overridesIn(update) } }
      : replica
  })
  const added = created.map((input): Replica => ({
    region: input.RegionName,
    ...(transition && { transition }),
    overrides: overridesIn(input),
  }))
  return [...changed, ...added]
}

const overridesIn = ({
  RegionName: _,
  ...overrides
}: ReplicaInput): NonNullable<Replica['overrides']> => ({ ...overrides })

function checkStreams({ name, stream }: TableDefinition): void {
  if (stream && stream.viewType !== 'NEW_AND_OLD_IMAGES') throw wrongStream(name)
}

const laterSweeps = ({ replication }: TableDefinition, timeToLive: TimeToLive): TimeToLive => ({
  ...timeToLive,
  changedAt: timeToLive.changedAt + LATER_MS * (replication?.replicas.length ?? 1),
})

/** Makes the table of a new replica, with the items that this region's has. */
function addReplica(table: TableState, input: ReplicaInput, world: World): void {
  const there = world.in(input.RegionName)
  const state = stateIn(there)
  const transition = transitionOf(there, 'CREATING')
  const { definition: own } = table
  const { key, attributes, indexes, vectorIndexes, billingMode, throughput, name } = own
  const now = there.clock.now()
  const definition: TableDefinition = {
    name,
    arn: tableArn(there, name),
    id: there.ids.uuid('table'),
    createdAt: now,
    ...{ key, attributes, indexes, vectorIndexes, billingMode, throughput },
    ...(own.onDemandSince !== undefined && { onDemandSince: now }),
    ...(own.onDemand && { onDemand: own.onDemand }),
    ...(own.warm && { warm: own.warm }),
    ...(own.tableClass && { tableClass: { name: own.tableClass.name } }),
    ...(own.encryption && {
      encryption: buildEncryption({ Enabled: true, SSEType: 'KMS' }, 'UpdateTable', there),
    }),
    ...(own.timeToLive && { timeToLive: laterSweeps(own, own.timeToLive) }),
    ...(own.replication && { replication: own.replication }),
    ...(transition && { transition }),
    // AWS: V2globaltables_HowItWorks.html#V2globaltables_HowItWorks.setting-synchronization: these
    // settings are each replica's own.
    deletionProtection: false,
    tags: [],
  }
  const replica = addTable(state, withOverrides(definition, input, there), there)
  Object.assign(replica, cloneContent(table))
  if (table.seeded) replica.seeded = cloneContent(table.seeded)
  // Seeds of the declaration are those of every replica.
  replica.declaration = table.declaration
  if (table.declared) replica.declared = cloneContent(table.declared)
  const view: StreamViewType | undefined = own.stream?.viewType
  if (view) enableStream(state, replica, view, there)
  if (own.timeToLive?.enabled) scheduleSweep(state, there)
  replica.replica = createReplica()
  if (!table.replica) return
  const { versions, outbox, sent } = table.replica
  for (const [place, version] of versions) replica.replica.versions.set(place, version)
  // The new replica's copy has what this region wrote so far.
  table.replica.sent = new Map([...sent, [input.RegionName, outbox.appended]])
}
