/**
 * The events that a bucket puts on the default event bus.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
import type { ObjectEvent, ObjectWrite } from '../objects/object-write.ts'
import { hasSequencer, isOfRemoval, isOfS3, isOfSettings } from './record.ts'

/** AWS: EventBridge.html: the detail types. */
const DETAIL_TYPES: Readonly<Record<ObjectEvent, string>> = {
  'ObjectCreated:Put': 'Object Created',
  'ObjectCreated:Post': 'Object Created',
  'ObjectCreated:Copy': 'Object Created',
  'ObjectCreated:CompleteMultipartUpload': 'Object Created',
  'ObjectRemoved:Delete': 'Object Deleted',
  'ObjectRemoved:DeleteMarkerCreated': 'Object Deleted',
  'LifecycleExpiration:Delete': 'Object Deleted',
  'LifecycleExpiration:DeleteMarkerCreated': 'Object Deleted',
  'ObjectTagging:Put': 'Object Tags Added',
  'ObjectTagging:Delete': 'Object Tags Deleted',
  'ObjectAcl:Put': 'Object ACL Updated',
  'ObjectRestore:Post': 'Object Restore Initiated',
  'ObjectRestore:Completed': 'Object Restore Completed',
  'ObjectRestore:Delete': 'Object Restore Expired',
  LifecycleTransition: 'Object Storage Class Changed',
}

/** AWS: ev-events.html, `reason`: the API that created or deleted the object. */
const REASONS: Readonly<Partial<Record<ObjectEvent, string>>> = {
  'ObjectCreated:Put': 'PutObject',
  'ObjectCreated:Post': 'POST Object',
  'ObjectCreated:Copy': 'CopyObject',
  'ObjectCreated:CompleteMultipartUpload': 'CompleteMultipartUpload',
  'ObjectRemoved:Delete': 'DeleteObject',
  'ObjectRemoved:DeleteMarkerCreated': 'DeleteObject',
  'LifecycleExpiration:Delete': 'Lifecycle Expiration',
  'LifecycleExpiration:DeleteMarkerCreated': 'Lifecycle Expiration',
}

export const detailTypeOf = ({ event }: ObjectWrite): string => DETAIL_TYPES[event]

/** Recorded: s3-n-eb-2, S3.md, section 11: the members and their order. */
export function detailOf(write: ObjectWrite, accountId: string): string {
  const { event, version, bucket } = write
  const { storageClass, restoration } = version && !version.isMarker ? version : {}
  const isRestored = event === 'ObjectRestore:Completed'
  return JSON.stringify({
    version: '0',
    bucket: { name: bucket },
    object: objectOf(write),
    'request-id': write.requestId,
    // AWS: ev-events.html: the lifecycle acts as S3, and from no address.
    requester: isOfS3(write) ? 's3.amazonaws.com' : accountId,
    'source-ip-address': isOfS3(write) ? undefined : '127.0.0.1',
    reason: REASONS[event],
    'deletion-type': isOfRemoval(write) ? deletionType(event) : undefined,
    'restore-expiry-time':
      isRestored && restoration
        ? `${new Date(restoration.expiresAt).toISOString().slice(0, 19)}Z`
        : undefined,
    'source-storage-class': isRestored || event === 'ObjectRestore:Post' ? storageClass : undefined,
    'destination-storage-class': event === 'LifecycleTransition' ? storageClass : undefined,
  })
}

const deletionType = (event: ObjectEvent): string =>
  event.endsWith('DeleteMarkerCreated') ? 'Delete Marker Created' : 'Permanently Deleted'

/** AWS: ev-events.html: events of tags and ACLs have neither a size nor a sequencer. */
function objectOf(write: ObjectWrite): object {
  const { key, version, versionId, sequencer } = write
  const object = version && !version.isMarker ? version : undefined
  return {
    key,
    size: isOfSettings(write) || isOfRemoval(write) ? undefined : object?.content.size,
    etag: isOfRemoval(write) ? undefined : object?.eTag,
    'version-id': versionId,
    sequencer: hasSequencer(write) ? sequencer : undefined,
  }
}
