/**
 * What a replica of a global table keeps beside its items: the versions of items that other
 * replicas may not have seen yet, and the writes on their way to them.
 */
import { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import { SharedLog } from '../../core/collections/shared-log.ts'
import type { Position } from '../keys/position.ts'
import type { StoredItem } from '../values/stored-item.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { Item } from '../values/values.ts'

/** The write that an item's content comes from. */
export interface ItemVersion {
  /** The number of the write among all writes of the account to global tables. The highest wins. */
  readonly version: number
  /** The AWS region of the write. */
  readonly region: string
  /** By region, the latest of its writes to the item that this one saw. */
  readonly seen: Readonly<Record<string, number>>
}

/** A write on its way to other replicas. */
export interface ReplicatedWrite extends ItemVersion {
  readonly at: number
  readonly position: Position
  /** The new item; undefined if it was deleted. */
  readonly stored: StoredItem | undefined
  /** The record of the write in its own region. */
  readonly record: JournalRecord & { readonly key: Item }
}

export interface ReplicaState {
  /** By `placeOf`. Items that every replica has seen have no entry. */
  readonly versions: CopyOnWriteMap<string, ItemVersion>
  /** Writes made here, oldest first. Those that every other replica has are dropped. */
  readonly outbox: SharedLog<ReplicatedWrite>
  /** By region, the number of writes that its replica has received. */
  sent: ReadonlyMap<string, number>
  /** The regions that a partition kept from receiving a write that was due. */
  behind: ReadonlySet<string>
}

export const createReplica = (): ReplicaState => ({
  versions: new CopyOnWriteMap(),
  outbox: new SharedLog(),
  sent: new Map(),
  behind: new Set(),
})

/** Copies the state in constant time. */
export const cloneReplica = ({ versions, outbox, sent, behind }: ReplicaState): ReplicaState => ({
  versions: versions.fork(),
  outbox: outbox.fork(),
  sent,
  behind,
})

/** Identifies the place of an item in its table. */
export const placeOf = ({ partition, sort }: Position): string =>
  `${partition.length}:${partition}${sort}`
