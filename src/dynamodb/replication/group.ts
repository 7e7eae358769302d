/** The replicas of a global table: each is a table of its own, in its own AWS region. */
import type { World } from '../../core/world/world.ts'
import type { Replica, ReplicationGroup, TableDefinition } from '../schema/definition.ts'
import { statusAt } from '../schema/definition.ts'
import { ownTable, setDefinition, stateIn, type TableState } from '../state/state.ts'
import { createReplica } from '../storage/replica.ts'
import { accountReplication } from './network.ts'
import { deliverAll } from './replicate.ts'
import { notWithStrong } from './errors.ts'

/** The table of each replica, with its world, this one's first. */
export function members(
  { name, replication }: TableDefinition,
  world: World,
): { readonly world: World; readonly table: TableState }[] {
  const regions = (replication?.replicas ?? []).map(({ region }) => region)
  const others = regions.filter((region) => region !== world.options.region)
  return [world, ...others.map((region) => world.in(region))].flatMap((there) => {
    const state = stateIn(there)
    return state.tables.has(name) ? { world: there, table: ownTable(state, name) } : []
  })
}

/**
 * Gives a table its place in a group, or takes it out. `group` has the replicas that the table has
 * from now on.
 */
export function setGroup(
  world: World,
  table: TableState,
  group: ReplicationGroup | undefined,
): void {
  const state = stateIn(world)
  const { replication: _, ...definition } = table.definition
  const isGlobal = group !== undefined && group.replicas.length > 1
  setDefinition(table, isGlobal ? { ...definition, replication: group } : definition)
  const account = accountReplication(world)
  account.regions = new Set([...account.regions, world.options.region])
  if (isGlobal) table.replica ??= createReplica()
  else table.replica = undefined
  const strong = new Set(state.strong)
  if (isGlobal && group.consistency === 'STRONG') strong.add(definition.name)
  else strong.delete(definition.name)
  state.strong = strong
}

// AWS: multi-region-strong-consistency-gt.html: its replicas are deleted together.
export function checkMayLeave({ replication }: TableDefinition): void {
  if (replication?.consistency === 'STRONG') throw notWithStrong('Deleting a single replica is')
}

/** Takes the region's replica out of its group, after its writes have reached the others. */
export function leaveGroup(name: string, world: World): void {
  const state = stateIn(world)
  const table = ownTable(state, name)
  const { replication } = table.definition
  if (!replication) return
  deliverAll(state, name, world)
  const replicas = replication.replicas.filter(({ region }) => region !== world.options.region)
  for (const member of members(table.definition, world)) {
    if (member.world !== world) setGroup(member.world, member.table, { ...replication, replicas })
  }
  setGroup(world, table, undefined)
}

/**
 * The members of a description that a global table has.
 * AWS: API_TableDescription.html, API_ReplicaDescription.html
 */
export function describeReplicas(
  { replication, arn }: TableDefinition,
  now: number,
): Readonly<Record<string, unknown>> {
  if (!replication) return {}
  const { replicas, consistency, witness } = replication
  const own = arn.split(':')[3]
  return {
    GlobalTableVersion: '2019.11.21',
    // Unverified: that a table does not list itself.
    Replicas: replicas.filter(({ region }) => region !== own).map((each) => describe(each, now)),
    ...(witness !== undefined && {
      GlobalTableWitnesses: [{ RegionName: witness, WitnessStatus: 'ACTIVE' }],
    }),
    // Unverified: that the default mode is not shown.
    ...(consistency === 'STRONG' && { MultiRegionConsistency: consistency }),
  }
}

const describe = ({ region, transition, overrides = {} }: Replica, now: number): object => {
  const { TableClassOverride, ...same } = overrides
  return {
    RegionName: region,
    ReplicaStatus: statusAt(transition, now),
    ...same,
    ...(TableClassOverride !== undefined && {
      ReplicaTableClassSummary: { TableClass: TableClassOverride },
    }),
  }
}
