/** S3's state in one account. The names of buckets are shared by its regions. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import { DeliveryPump } from '../core/delivery/pump.ts'
import type { JournalRecord } from '../core/journal.ts'
import type { Timer } from '../core/time/clock.ts'
import type { World } from '../core/world/world.ts'
import { forkBucket, resetBucket, type Bucket } from './buckets/bucket.ts'

export interface S3State {
  readonly buckets: CopyOnWriteMap<string, Bucket>
  /** Counts changes of objects, for the sequencers of notifications. */
  sequence: number
  readonly pump: DeliveryPump
  /** Of the next run of the lifecycle. */
  lifecycleTimer: Timer | undefined
  /** The restores whose end, or whose copy's end, is still to come. */
  restores: readonly AwaitedRestore[]
  /** Of the next of them. */
  restoreTimer: Timer | undefined
}

/** A restore of an archived object, of which notifications are still to tell. */
export interface AwaitedRestore {
  readonly bucket: string
  readonly key: string
  readonly versionId: string
  /** Of the call that began it. */
  readonly record: JournalRecord & { readonly requestId: string }
  /** Whether its end has been told, so that only its copy's end is left. */
  readonly isTold: boolean
}

export const createState = (world: World): S3State => ({
  buckets: new CopyOnWriteMap(),
  sequence: 0,
  pump: new DeliveryPump(world, 's3'),
  lifecycleTimer: undefined,
  restores: [],
  restoreTimer: undefined,
})

export function forkState(state: S3State, into: World): S3State {
  const buckets = new CopyOnWriteMap<string, Bucket>()
  for (const [name, bucket] of state.buckets) buckets.set(name, forkBucket(bucket))
  return {
    buckets,
    sequence: state.sequence,
    pump: new DeliveryPump(into, 's3'),
    lifecycleTimer: undefined,
    restores: state.restores,
    restoreTimer: undefined,
  }
}

/** Returns every bucket to its declaration. Buckets that a call created become empty. */
export function resetState(state: S3State, world: World): void {
  endState(state, world)
  state.restores = []
  for (const [name, bucket] of [...state.buckets]) state.buckets.set(name, resetBucket(bucket))
}

export function endState(state: S3State, { clock }: World): void {
  state.pump.end()
  clock.cancel(state.lifecycleTimer)
  state.lifecycleTimer = undefined
  clock.cancel(state.restoreTimer)
  state.restoreTimer = undefined
}

/** Follows the clock to another date. */
export function shiftState({ pump }: S3State, _world: World, milliseconds: number): void {
  pump.shift(milliseconds)
}
