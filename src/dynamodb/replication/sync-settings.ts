/**
 * Settings that all replicas of a global table share.
 * AWS: V2globaltables_HowItWorks.html#V2globaltables_HowItWorks.setting-synchronization
 */
import type { World } from '../../core/world/world.ts'
import type { TableDefinition } from '../schema/definition.ts'
import type { UpdateTableRequest } from '../schema/requests.ts'
import { updateSettings } from '../schema/update-definition.ts'
import { updateIndexes } from '../schema/update-indexes.ts'
import { scheduleMaintenance, scheduleSweep } from '../state/maintenance.ts'
import { setDefinition, stateIn } from '../state/state.ts'
import { alignIndexes } from '../storage/content.ts'
import { disableStream, enableStream } from '../streams/switch-stream.ts'
import { notWithStrong, streamNeeded } from './errors.ts'
import { members } from './group.ts'

/** Throws where a change is not possible for a global table. */
export function checkGlobalChange(
  { replication }: TableDefinition,
  { StreamSpecification: stream }: UpdateTableRequest,
): void {
  if (replication?.consistency === 'EVENTUAL' && stream?.StreamEnabled === false) {
    throw streamNeeded()
  }
}

/**
 * Prepares the same change for all other replicas, and returns the function that makes it. Throws
 * before it has changed anything.
 */
export function syncSettings(
  definition: TableDefinition,
  request: UpdateTableRequest,
  world: World,
): () => void {
  const {
    DeletionProtectionEnabled: _,
    SSESpecification: _key,
    TableClass: _class,
    ...shared
  } = request
  const others = members(definition, world).filter((member) => member.world !== world)
  const changes = others.map(({ world: there, table }) => {
    const settings = updateSettings(table.definition, shared, there)
    return { there, table, next: updateIndexes(settings, shared, there) }
  })
  const isStrong = definition.replication?.consistency === 'STRONG'
  return () => {
    for (const { there, table, next } of changes) {
      const state = stateIn(there)
      setDefinition(table, next)
      if (shared.GlobalSecondaryIndexUpdates ?? shared.VectorIndexUpdates) alignIndexes(table)
      for (const { transition } of [...next.indexes, ...next.vectorIndexes]) {
        if (transition?.status === 'DELETING') scheduleMaintenance(state, there, transition.until)
      }
      const stream = shared.StreamSpecification
      if (!isStrong || !stream) continue
      if (stream.StreamViewType) enableStream(state, table, stream.StreamViewType, there)
      else disableStream(state, table, there)
    }
  }
}

/** The other replicas look for expired items this much later, so that they mostly find none. */
export const LATER_MS = 60_000

// AWS: V2globaltables_HowItWorks.html#V2globaltables_HowItWorks.ttl: not with strong consistency.
export function checkTimeToLive({ replication }: TableDefinition): void {
  if (replication?.consistency === 'STRONG') throw notWithStrong('Time to live is')
}

/** Gives the other replicas the same time to live. */
export function syncTimeToLive(definition: TableDefinition, world: World): void {
  const { timeToLive } = definition
  if (!timeToLive) return
  members(definition, world).forEach(({ world: there, table }, place) => {
    if (there === world) return
    const changedAt = timeToLive.changedAt + place * LATER_MS
    setDefinition(table, { ...table.definition, timeToLive: { ...timeToLive, changedAt } })
    if (timeToLive.enabled) scheduleSweep(stateIn(there), there)
  })
}
