/**
 * The arrival of a write at another replica: the last writer wins.
 * AWS: V2globaltables_HowItWorks.html: DynamoDB resolves conflicts by the latest internal timestamp
 * of each item. Here the order of the account's writes is that timestamp: it also decides between
 * writes of one millisecond.
 */
import type { CallRecord, JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { pickKey } from '../keys/key-checks.ts'
import { ownTable, stateIn, type TableState } from '../state/state.ts'
import { placeOf, type ReplicatedWrite, type ReplicaState } from '../storage/replica.ts'
import { changeAt, commitWrite } from '../storage/write.ts'
import type { Item } from '../values/values.ts'

/** A write that is lost, because another region wrote the item later without having seen it. */
export interface ConflictRecord extends JournalRecord {
  readonly kind: 'conflict'
  /** The table's name. */
  readonly table: string
  readonly key: Item
  readonly lost: ConflictSide
  readonly kept: ConflictSide
}

interface ConflictSide {
  readonly region: string
  /** Undefined for a delete. */
  readonly item: Item | undefined
}

/** Applies a write of another region to the replica in this one, unless it has a later write. */
export function receive(world: World, name: string, write: ReplicatedWrite): void {
  const state = stateIn(world)
  if (!state.tables.get(name)?.replica) return
  const table = ownTable(state, name)
  const { replica } = table
  if (!replica) return
  const place = placeOf(write.position)
  const present = replica.versions.get(place)
  if (present && present.version >= write.version) return
  const own = world.options.region
  if (present?.region === own && (write.seen[own] ?? 0) < present.version) {
    recordConflict(world, table, write)
  }
  const { version, region, record } = write
  replica.versions.set(place, { version, region, seen: latest(present?.seen, write.seen) })
  const change = changeAt(table, write.position, write.stored)
  // NOTE: of their context, writes use only the world and the causing record.
  const context = { world, record: record as JournalRecord as CallRecord }
  commitWrite(table, change, context, { replicatedFrom: region })
}

/**
 * Only the region of the lost write records it. Each conflict has one, and there the lost write is
 * the item's newest one, so writes that it replaced itself do not count.
 */
function recordConflict(
  world: World,
  { definition, items, plan }: TableState,
  { position, region, stored, record }: ReplicatedWrite,
): void {
  const lost = items.get(position)?.item
  world.journal.append<ConflictRecord>({
    kind: 'conflict',
    at: world.clock.now(),
    causedBy: record,
    table: definition.name,
    key: pickKey(plan.attributes, lost ?? stored?.item ?? record.key),
    lost: { region: world.options.region, item: lost },
    kept: { region, item: stored?.item },
  })
}

type Seen = ReplicatedWrite['seen']

function latest(present: Seen | undefined, incoming: Seen): Seen {
  if (!present) return incoming
  const merged: Record<string, number> = { ...present }
  for (const region in incoming) {
    merged[region] = Math.max(merged[region] ?? 0, incoming[region] ?? 0)
  }
  return merged
}

/** Whether no write of the table is on its way. Then nobody needs the versions of its items. */
export function forgetVersionsIfQuiet(world: World, table: TableState): void {
  const { replication, name } = table.definition
  const replicas: ReplicaState[] = []
  for (const { region } of replication?.replicas ?? []) {
    const replica = world.has(region) ? ownReplica(world.in(region), name) : undefined
    if (!replica) continue
    if (replica.outbox.size > 0) return
    replicas.push(replica)
  }
  for (const { versions } of replicas) versions.clear()
}

function ownReplica(world: World, name: string): ReplicaState | undefined {
  const state = stateIn(world)
  return state.tables.get(name)?.replica && ownTable(state, name).replica
}
