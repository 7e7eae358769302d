/**
 * Replication between the replicas of a global table: each write travels from its own region to
 * every other one, on the region's clock.
 * AWS: V2globaltables_HowItWorks.html
 */
import type { World } from '../../core/world/world.ts'
import { replicationMilliseconds } from '../options.ts'
import { ownTable, stateIn, type DynamoDbState, type TableState } from '../state/state.ts'
import type { Change } from '../storage/change.ts'
import { placeOf, type ReplicatedWrite, type ReplicaState } from '../storage/replica.ts'
import type { WriteRecord } from '../storage/write.ts'
import { accountReplication, areConnected } from './network.ts'
import { forgetVersionsIfQuiet, receive } from './receive.ts'

/** Sends a committed write to the other replicas. With strong consistency it arrives at once. */
export function replicate(
  table: TableState,
  { versions, outbox }: ReplicaState,
  { position, new: stored }: Pick<Change, 'position' | 'new'>,
  record: WriteRecord,
  world: World,
): void {
  const state = stateIn(world)
  const { name, replication } = table.definition
  const { region } = world.options
  const version = ++accountReplication(world).lastVersion
  const place = placeOf(position)
  const seen = { ...versions.get(place)?.seen, [region]: version }
  versions.set(place, { version, region, seen })
  outbox.append({ version, region, seen, at: record.at, position, stored, record })
  if (!state.replicating.has(name)) state.replicating = new Set([...state.replicating, name])
  if (replication?.consistency === 'STRONG') deliver(state, name, world)
  else awaitDelivery(state, world)
}

/** How long writes to a table take. */
const lagOf = ({ definition }: TableState, world: World): number =>
  definition.replication?.consistency === 'STRONG' ? 0 : replicationMilliseconds(world)

/** The other regions of a table's replicas. */
const targetsOf = ({ definition }: TableState, world: World): string[] =>
  (definition.replication?.replicas ?? [])
    .map(({ region }) => region)
    .filter((region) => region !== world.options.region)

/** Delivers every write that is due, and waits for the next one. */
function deliverDue(state: DynamoDbState, world: World): void {
  for (const name of state.replicating) deliver(state, name, world)
  awaitDelivery(state, world)
}

/** Delivers the writes of a table that are due to all regions that can be reached. */
function deliver(
  state: DynamoDbState,
  name: string,
  world: World,
  until: number = world.clock.now(),
): void {
  const found = state.tables.get(name)
  if (!found?.replica) {
    leaveReplicating(state, name)
    return
  }
  const table = ownTable(state, name)
  const { replica } = table
  if (!replica) return
  const due = until - lagOf(table, world)
  const targets = targetsOf(table, world)
  for (const target of targets) {
    if (areConnected(world, world.options.region, target)) {
      deliverTo(target, table, replica, due, world)
    }
  }
  const { outbox } = replica
  const everywhere = Math.min(outbox.appended, ...targets.map((target) => sentTo(replica, target)))
  // In steps, because the rest is copied.
  const sent = everywhere - (outbox.appended - outbox.size)
  if (sent > 0 && sent * 2 >= outbox.size) outbox.dropBefore(everywhere)
  if (outbox.size > 0) return
  leaveReplicating(state, name)
  forgetVersionsIfQuiet(world, table)
}

const leaveReplicating = (state: DynamoDbState, name: string): void => {
  state.replicating = new Set([...state.replicating].filter((each) => each !== name))
}

/** Delivers all writes of a table that can be delivered, before its replica is deleted. */
export function deliverAll(state: DynamoDbState, name: string, world: World): void {
  if (state.replicating.has(name)) deliver(state, name, world, Infinity)
}

/** The number of the first write that a region has not received. */
const sentTo = ({ sent, outbox }: ReplicaState, target: string): number =>
  Math.max(sent.get(target) ?? 0, outbox.appended - outbox.size)

const nextFor = (replica: ReplicaState, target: string): ReplicatedWrite | undefined => {
  const { outbox } = replica
  return outbox.at(sentTo(replica, target) - (outbox.appended - outbox.size))
}

function deliverTo(
  target: string,
  table: TableState,
  replica: ReplicaState,
  due: number,
  world: World,
): void {
  const first = sentTo(replica, target)
  const writes: ReplicatedWrite[] = []
  for (const write of replica.outbox.since(first)) {
    if (write.at > due) break
    writes.push(write)
  }
  if (writes.length === 0) return
  replica.sent = new Map([...replica.sent, [target, first + writes.length]])
  const arriving = replica.behind.has(target) ? merged(writes) : writes
  replica.behind = new Set([...replica.behind].filter((region) => region !== target))
  const there = world.in(target)
  for (const write of arriving) receive(there, table.definition.name, write)
}

/**
 * The last write to each item. AWS: V2globaltables_HowItWorks.html#V2globaltables_HowItWorks.streams:
 * replication may combine several changes of an item into one. Here it does where a partition held
 * them back, and never else.
 */
function merged(writes: readonly ReplicatedWrite[]): ReplicatedWrite[] {
  const last = new Map<string, ReplicatedWrite>()
  for (const write of writes) {
    const place = placeOf(write.position)
    last.delete(place)
    last.set(place, write)
  }
  return [...last.values()]
}

/**
 * Waits for the next write that is due in a region that can be reached. The wait is work that
 * `idle` sees through. Writes that a partition holds back wait for `region.heal` instead.
 */
function awaitDelivery(state: DynamoDbState, world: World, notBefore = 0): void {
  if (state.endReplicationWait || state.replicating.size === 0) return
  const isReachable = (target: string): boolean => areConnected(world, world.options.region, target)
  wait(state, world, nextDelivery(state, world, isReachable), notBefore)
}

/**
 * The same for a fork's state, while the fork is made and its regions do not know each other yet.
 */
export function awaitForkedDelivery(state: DynamoDbState, world: World): void {
  wait(
    state,
    world,
    nextDelivery(state, world, () => true),
    0,
  )
}

function wait(state: DynamoDbState, world: World, at: number | undefined, notBefore: number): void {
  if (at === undefined) return
  const done = world.work.begin(() => 'replication of global tables')
  const timer = world.clock.schedule(
    Math.max(at, notBefore) - world.clock.now(),
    () => {
      end()
      // NOTE: not `state`: the world may have been restored to another one.
      if (!world.sealed) deliverDue(stateIn(world), world)
    },
    'work',
  )
  const end = (): void => {
    world.clock.cancel(timer)
    state.endReplicationWait = undefined
    done()
  }
  state.endReplicationWait = end
}

function nextDelivery(
  state: DynamoDbState,
  world: World,
  isReachable: (target: string) => boolean,
): number | undefined {
  let next: number | undefined
  for (const name of state.replicating) {
    const table = state.tables.get(name)
    if (!table?.replica) continue
    for (const target of targetsOf(table, world)) {
      if (!isReachable(target)) continue
      const write = nextFor(table.replica, target)
      if (write) next = Math.min(next ?? Infinity, write.at + lagOf(table, world))
    }
  }
  return next
}

/** Delivers what a partition held back. Strong consistency catches up at once. */
export function resumeReplication(world: World): void {
  const state = stateIn(world)
  state.endReplicationWait?.()
  for (const name of state.replicating) {
    noteBehind(state, name, world)
    if (state.strong.has(name)) deliver(state, name, world)
  }
  awaitDelivery(state, world, world.clock.now() + replicationMilliseconds(world))
}

/** Keeps the remaining time of writes on their way when the clock is set to another date. */
export function shiftReplication(state: DynamoDbState, milliseconds: number): void {
  for (const name of state.replicating) {
    const replica = state.tables.get(name)?.replica && ownTable(state, name).replica
    if (!replica) continue
    const { outbox } = replica
    const writes = [...outbox]
    // They get new numbers, because a log's entries never change.
    replica.sent = new Map([...replica.sent].map(([to, sent]) => [to, sent + writes.length]))
    outbox.clear()
    for (const write of writes) outbox.append({ ...write, at: write.at + milliseconds })
  }
}

/** Notes the regions that did not receive a write when it was due. */
function noteBehind(state: DynamoDbState, name: string, world: World): void {
  if (!state.tables.get(name)?.replica) return
  const table = ownTable(state, name)
  const { replica } = table
  if (!replica) return
  const due = world.clock.now() - lagOf(table, world)
  const late = targetsOf(table, world).filter(
    (target) => (nextFor(replica, target)?.at ?? Infinity) < due,
  )
  replica.behind = new Set([...replica.behind, ...late])
}
