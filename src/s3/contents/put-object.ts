/** Puts and removes versions of objects. Callers have checked everything. */
import type { World } from '../../core/world/world.ts'
import type { Bucket } from '../buckets/bucket.ts'
import {
  currentObject,
  NULL_VERSION,
  type DeleteMarker,
  type StoredObject,
  type Version,
  type Versions,
} from '../objects/version.ts'
import { newVersionId } from '../objects/version-ids.ts'
import type { S3State } from '../state.ts'
import { announce, type WriteContext } from './announce.ts'
import type { ObjectEvent } from '../objects/object-write.ts'

/** Everything about a new version that its bucket does not decide. */
export type NewObject = Omit<StoredObject, 'isMarker' | 'versionId' | 'lastModified'>

/** Puts an object as the newest version of its key, and notifies. */
export function putObject(
  state: S3State,
  context: WriteContext,
  bucket: Bucket,
  event: ObjectEvent,
  object: NewObject,
): StoredObject {
  const previous = currentObject(bucket.objects.get(object.key))
  const stored = storeObject(context.world, bucket, object)
  announce(state, context, bucket, { event, key: object.key, version: stored, previous })
  return stored
}

/** Puts an object without a trace, as seeds are. */
export function storeObject(world: World, bucket: Bucket, object: NewObject): StoredObject {
  const stored: StoredObject = {
    ...object,
    isMarker: false,
    versionId: nextVersionId(world, bucket),
    lastModified: world.clock.now(),
  }
  addVersion(bucket, stored)
  return stored
}

/** Recorded: s3-v-4: while versioning is not enabled, a put replaces the version `null`. */
const nextVersionId = (world: World, { settings }: Bucket): string =>
  settings.versioning === 'Enabled' ? newVersionId(world.ids) : NULL_VERSION

function addVersion(bucket: Bucket, version: Version): void {
  const older = (bucket.objects.get(version.key) ?? []).filter(
    ({ versionId }) => versionId !== version.versionId,
  )
  setVersions(bucket, version.key, [version, ...older])
}

function setVersions(bucket: Bucket, key: string, versions: Versions): void {
  if (versions.length > 0) bucket.objects.set(key, versions)
  else bucket.objects.delete(key)
  disturbUploads(bucket, key)
}

/** Recorded: s3-cw-12: a conditional upload notices that its key was written meanwhile. */
function disturbUploads({ uploads }: Bucket, key: string): void {
  if (uploads.size === 0) return
  for (const [id, upload] of [...uploads]) {
    if (upload.key === key && !upload.isDisturbed) uploads.set(id, { ...upload, isDisturbed: true })
  }
}

/** Replaces a version by a changed copy of it: other tags, another retention. */
export function replaceVersion(bucket: Bucket, changed: StoredObject): void {
  const versions = bucket.objects.get(changed.key) ?? []
  bucket.objects.set(
    changed.key,
    versions.map((each) => (each.versionId === changed.versionId ? changed : each)),
  )
}

export interface Removal {
  /** A new delete marker. */
  readonly marker?: DeleteMarker
  /** The version that is gone. */
  readonly removed?: Version | undefined
}

/**
 * Deletes an object, or one version of it, and notifies. In a versioned bucket a delete without
 * version puts a delete marker, also where nothing was.
 */
export function removeObject(
  state: S3State,
  context: WriteContext,
  bucket: Bucket,
  { Key: key, VersionId }: { readonly Key: string; readonly VersionId?: string },
  events: RemovalEvents = BY_REQUEST,
): Removal {
  const versions = bucket.objects.get(key) ?? []
  const previous = currentObject(versions)
  if (bucket.settings.versioning !== undefined && VersionId === undefined) {
    const marker = putMarker(context.world, bucket, key)
    announce(state, context, bucket, { event: events.marker, key, version: marker, previous })
    return { marker }
  }
  const removed =
    VersionId === undefined
      ? versions[0]
      : versions.find(({ versionId }) => versionId === VersionId)
  if (!removed) return {}
  setVersions(
    bucket,
    key,
    versions.filter((each) => each !== removed),
  )
  announce(state, context, bucket, { event: events.removed, key, version: removed, previous })
  return { removed }
}

interface RemovalEvents {
  readonly marker: ObjectEvent
  readonly removed: ObjectEvent
}

const BY_REQUEST: RemovalEvents = {
  marker: 'ObjectRemoved:DeleteMarkerCreated',
  removed: 'ObjectRemoved:Delete',
}

/** AWS: lifecycle-configure-notification.html. */
export const BY_LIFECYCLE: RemovalEvents = {
  marker: 'LifecycleExpiration:DeleteMarkerCreated',
  removed: 'LifecycleExpiration:Delete',
}

function putMarker(world: World, bucket: Bucket, key: string): DeleteMarker {
  const marker: DeleteMarker = {
    isMarker: true,
    key,
    versionId: nextVersionId(world, bucket),
    lastModified: world.clock.now(),
  }
  addVersion(bucket, marker)
  return marker
}
