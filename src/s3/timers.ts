/**
 * Runs the lifecycle of objects, once a day at midnight UTC on the region's clock: expirations,
 * transitions, and the end of incomplete uploads.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
import type { World } from '../core/world/world.ts'
import { s3RequestId } from '../protocol/s3/answers.ts'
import type { Bucket, LifecycleConfiguration } from './buckets/bucket.ts'
import { homeOf } from './buckets/home.ts'
import type { LifecycleRule } from './buckets/lifecycle-rule.ts'
import { isLocked } from './contents/object-locks.ts'
import { announce, type WriteContext } from './contents/announce.ts'
import { BY_LIFECYCLE, removeObject, replaceVersion } from './contents/put-object.ts'
import { currentObject, type StoredObject, type Version, type Versions } from './objects/version.ts'
import { scheduleRestores } from './restores.ts'
import { s3 } from './service.ts'
import type { S3State } from './state.ts'
import {
  abortDate,
  expiryOf,
  isEnabled,
  midnightAfter,
  selects,
  selectsKey,
} from './lifecycle/rules.ts'

const DAY_MS = 86_400_000
/** AWS: lifecycle-transition-general-considerations.html: smaller objects stay by default. */
const SMALLEST_MOVED = 128 * 1024

/** Sets the timer of the next run, if a bucket has rules. */
export function scheduleLifecycle(state: S3State, world: World): void {
  world.clock.cancel(state.lifecycleTimer)
  state.lifecycleTimer = undefined
  const hasRules = [...state.buckets.values()].some(({ settings }) => settings.lifecycle)
  if (!hasRules) return
  const now = world.clock.now()
  const run = (): void => {
    // A snapshot keeps a copy of the state, whose timer must do nothing.
    if (world.state(s3) !== state) return
    runLifecycle(state, world)
    scheduleLifecycle(state, world)
  }
  // Upkeep: `idle()` does not wait for days to pass.
  state.lifecycleTimer = world.clock.schedule(DAY_MS - (now % DAY_MS), run, 'upkeep')
}

/** Sets the timers of a world. */
export function scheduleTimers(state: S3State, world: World): void {
  scheduleLifecycle(state, world)
  scheduleRestores(state, world)
}

/** Sets the timers of a fork, once its clock has its own time. */
export function scheduleSoon(state: S3State, world: World): void {
  const hasRules = [...state.buckets.values()].some(({ settings }) => settings.lifecycle)
  if (!hasRules && state.restores.length === 0) return
  const set = (): void => {
    if (world.state(s3) === state) scheduleTimers(state, world)
  }
  world.clock.schedule(0, set, 'upkeep')
}

interface Run {
  readonly state: S3State
  readonly context: WriteContext
  readonly bucket: Bucket
  readonly configuration: LifecycleConfiguration
  readonly rules: readonly LifecycleRule[]
  readonly now: number
}

function runLifecycle(state: S3State, world: World): void {
  const { journal, clock } = world
  const requestId = s3RequestId(world.ids)
  const record = { kind: 'lifecycle', at: clock.now(), causedBy: journal.root, requestId }
  for (const bucket of [...state.buckets.values()]) {
    const configuration = bucket.settings.lifecycle
    if (!configuration) continue
    const rules = configuration.rules.filter(isEnabled)
    const now = world.clock.now()
    const run: Run = {
      state,
      context: { world: homeOf(bucket, world), record },
      bucket,
      configuration,
      rules,
      now,
    }
    for (const key of [...bucket.objects.keys()]) ageKey(run, key)
    abortUploads(run)
  }
}

function ageKey(run: Run, key: string): void {
  const { objects } = run.bucket
  const versions = objects.get(key) ?? []
  versions.forEach((version, index) => {
    if (index > 0) ageNoncurrent(run, versions, index)
    else if (!version.isMarker) ageCurrent(run, version)
  })
  const left = objects.get(key)
  if (left?.length === 1 && left[0]?.isMarker) ageMarker(run, left[0])
}

function ageCurrent(run: Run, object: StoredObject): void {
  const { state, context, bucket, rules, configuration, now } = run
  const isDue = (rule: LifecycleRule): boolean =>
    selects(rule, object) && (expiryOf(rule, object.lastModified) ?? Infinity) <= now
  if (rules.some(isDue)) {
    removeObject(state, context, bucket, { Key: object.key }, BY_LIFECYCLE)
    return
  }
  for (const rule of rules.filter(
    (each) => selects(each, object) && moves(each, object, configuration),
  )) {
    for (const { Days, Date: date, StorageClass } of rule.Transitions ?? []) {
      const at = Days === undefined ? date?.getTime() : midnightAfter(object.lastModified, Days)
      move(run, object, StorageClass, at)
    }
  }
}

function ageNoncurrent(run: Run, versions: Versions, index: number): void {
  const { state, context, bucket, rules, configuration, now } = run
  const [version, successor] = [versions[index], versions[index - 1]]
  if (!version || !successor) return
  const since = successor.lastModified
  const isDue = ({ NoncurrentVersionExpiration: expiration }: LifecycleRule): boolean =>
    expiration !== undefined &&
    index > (expiration.NewerNoncurrentVersions ?? 0) &&
    midnightAfter(since, expiration.NoncurrentDays ?? 0) <= now
  const concerned = rules.filter((rule) => concerns(rule, version))
  if (concerned.some(isDue)) {
    if (isLocked(context.world, version, false)) return
    const { key: Key, versionId: VersionId } = version
    removeObject(state, context, bucket, { Key, VersionId }, BY_LIFECYCLE)
    return
  }
  if (version.isMarker) return
  for (const rule of concerned.filter((each) => moves(each, version, configuration))) {
    for (const transition of rule.NoncurrentVersionTransitions ?? []) {
      if (index <= (transition.NewerNoncurrentVersions ?? 0)) continue
      const at = midnightAfter(since, transition.NoncurrentDays ?? 0)
      move(run, version, transition.StorageClass, at)
    }
  }
}

const concerns = (rule: LifecycleRule, version: Version): boolean =>
  version.isMarker ? selectsKey(rule, version.key) : selects(rule, version)

/** AWS: a marker with nothing behind it has expired. */
function ageMarker({ state, context, bucket, rules, now }: Run, marker: Version): void {
  const isDue = (rule: LifecycleRule): boolean =>
    selectsKey(rule, marker.key) &&
    (rule.Expiration?.ExpiredObjectDeleteMarker === true ||
      (expiryOf(rule, marker.lastModified) ?? Infinity) <= now)
  if (!rules.some(isDue)) return
  const { key: Key, versionId: VersionId } = marker
  removeObject(state, context, bucket, { Key, VersionId }, BY_LIFECYCLE)
}

/** Whether transitions of a rule apply to objects of this size. */
function moves(
  { Filter }: LifecycleRule,
  { content }: StoredObject,
  { movesSmallObjects }: LifecycleConfiguration,
): boolean {
  const limits = { ...Filter, ...Filter?.And }
  const isSized =
    limits.ObjectSizeGreaterThan !== undefined || limits.ObjectSizeLessThan !== undefined
  return isSized || movesSmallObjects || content.size >= SMALLEST_MOVED
}

function move(
  { state, context, bucket, now }: Run,
  { key, versionId }: StoredObject,
  storageClass: string | undefined,
  at: number | undefined,
): void {
  if (storageClass === undefined || at === undefined || at > now) return
  const versions = bucket.objects.get(key)
  const present = versions?.find((each) => each.versionId === versionId)
  if (!present || present.isMarker || present.storageClass === storageClass) return
  const version = { ...present, storageClass }
  replaceVersion(bucket, version)
  const previous = currentObject(versions)
  announce(state, context, bucket, { event: 'LifecycleTransition', key, version, previous })
}

function abortUploads({ bucket, rules, now }: Run): void {
  for (const { id, key, initiatedAt } of [...bucket.uploads.values()]) {
    const abort = abortDate(rules, key, initiatedAt)
    if (abort && abort.date.getTime() <= now) bucket.uploads.delete(id)
  }
}
