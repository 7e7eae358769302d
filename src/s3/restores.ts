/** Tells of restores, once the region's clock reaches their end and the end of their copies. */
import type { World } from '../core/world/world.ts'
import { homeOf } from './buckets/home.ts'
import { announce } from './contents/announce.ts'
import { replaceVersion } from './contents/put-object.ts'
import type { ObjectEvent } from './objects/object-write.ts'
import type { StoredObject } from './objects/version.ts'
import { s3 } from './service.ts'
import type { AwaitedRestore, S3State } from './state.ts'

interface Restore extends Pick<AwaitedRestore, 'bucket' | 'isTold' | 'record'> {
  readonly object: StoredObject
}

/** Waits for the end of a restore and of its copy, instead of what it waited for until now. */
export function awaitRestore(
  state: S3State,
  world: World,
  { bucket, object, ...rest }: Restore,
): void {
  const { key, versionId } = object
  const isOther = (each: AwaitedRestore): boolean =>
    each.bucket !== bucket || each.key !== key || each.versionId !== versionId
  state.restores = [...state.restores.filter(isOther), { ...rest, bucket, key, versionId }]
  scheduleRestores(state, world)
}

/** Sets the timer of the next thing to tell. */
export function scheduleRestores(state: S3State, world: World): void {
  const { clock } = world
  clock.cancel(state.restoreTimer)
  state.restoreTimer = undefined
  const times = state.restores.flatMap((each) => nextTime(state, each) ?? [])
  if (times.length === 0) return
  const run = (): void => {
    // A snapshot keeps a copy of the state, whose timer must do nothing.
    if (world.state(s3) !== state) return
    tellAll(state, world)
    scheduleRestores(state, world)
  }
  // Upkeep, like the lifecycle: `idle()` does not wait for hours and days to pass.
  state.restoreTimer = clock.schedule(Math.max(0, Math.min(...times) - clock.now()), run, 'upkeep')
}

function nextTime(state: S3State, awaited: AwaitedRestore): number | undefined {
  const { readyAt, expiresAt } = objectOf(state, awaited)?.restoration ?? {}
  return awaited.isTold ? expiresAt : readyAt
}

function objectOf(state: S3State, awaited: AwaitedRestore): StoredObject | undefined {
  const versions = state.buckets.get(awaited.bucket)?.objects.get(awaited.key)
  const version = versions?.find(({ versionId }) => versionId === awaited.versionId)
  return version && !version.isMarker ? version : undefined
}

function tellAll(state: S3State, world: World): void {
  const now = world.clock.now()
  state.restores = state.restores.flatMap((awaited) => {
    const object = objectOf(state, awaited)
    const { restoration } = object ?? {}
    // It was overwritten or deleted.
    if (!object || !restoration) return []
    if (!awaited.isTold && restoration.readyAt <= now) {
      tell(state, world, awaited, object, 'ObjectRestore:Completed')
    }
    if (restoration.expiresAt > now) {
      return [{ ...awaited, isTold: restoration.readyAt <= now }]
    }
    const { restoration: _, ...archived } = object
    const bucket = state.buckets.get(awaited.bucket)
    if (bucket) replaceVersion(bucket, archived)
    tell(state, world, awaited, archived, 'ObjectRestore:Delete')
    return []
  })
}

function tell(
  state: S3State,
  world: World,
  { record, bucket: name }: AwaitedRestore,
  version: StoredObject,
  event: ObjectEvent,
): void {
  const bucket = state.buckets.get(name)
  if (!bucket) return
  const context = { world: homeOf(bucket, world), record }
  announce(state, context, bucket, { event, key: version.key, version })
}
