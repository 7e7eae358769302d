/**
 * The messages of notifications to queues, topics and functions.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
import { createIds } from '../../core/ids.ts'
import { s3HostId } from '../../protocol/s3/answers.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { bucketArn } from '../buckets/names.ts'
import { formEncoded } from '../objects/form-encoding.ts'
import type { ObjectWrite } from '../objects/object-write.ts'

/** Recorded: s3-n-1, s3-n-7: the members and their order. */
export function eventMessage(
  write: ObjectWrite,
  { name, region }: Bucket,
  configurationId: string,
  accountId: string,
): string {
  const record = {
    eventVersion: isOfNewerVersion(write) ? '2.3' : '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: new Date(write.at).toISOString(),
    eventName: write.event,
    userIdentity: { principalId: principalOf(write, accountId) },
    requestParameters: { sourceIPAddress: isOfS3(write) ? S3_ITSELF : '127.0.0.1' },
    responseElements: {
      'x-amz-request-id': write.requestId,
      'x-amz-id-2': s3HostId(write.requestId),
    },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: {
        name,
        ownerIdentity: { principalId: principalId(accountId, 'A', 13) },
        arn: bucketArn(name, region),
      },
      object: objectOf(write),
    },
    ...dataOf(write),
  }
  return JSON.stringify({ Records: [record] })
}

/** Of tags and ACLs. */
export const isOfSettings = ({ event }: ObjectWrite): boolean =>
  event.startsWith('ObjectTagging') || event.startsWith('ObjectAcl')

/**
 * Recorded: S3.md, section 11, for tags and ACLs.
 * AWS: notification-content-structure.html: those of the lifecycle and of ends of restored copies.
 */
const isOfNewerVersion = (write: ObjectWrite): boolean =>
  isOfSettings(write) ||
  write.event.startsWith('Lifecycle') ||
  write.event === 'ObjectRestore:Delete'

/** Whether S3 itself made the change, instead of a request. */
export const isOfS3 = ({ event }: ObjectWrite): boolean =>
  event.startsWith('Lifecycle') ||
  event === 'ObjectRestore:Completed' ||
  event === 'ObjectRestore:Delete'

/** AWS: lifecycle-configure-notification.html. Unverified for restores. */
const S3_ITSELF = 's3.amazonaws.com'

/** AWS: notification-content-structure.html: only events of PUT and DELETE are in a sequence. */
export const hasSequencer = (write: ObjectWrite): boolean =>
  !isOfSettings(write) && !write.event.startsWith('ObjectRestore')

export const isOfRemoval = ({ event }: ObjectWrite): boolean =>
  event.startsWith('ObjectRemoved') || event.startsWith('LifecycleExpiration')

/** The digits that order the events of one key, as far as the event has them. */
function objectOf(write: ObjectWrite): object {
  const { version, versionId, sequencer } = write
  const object = version && !version.isMarker ? version : undefined
  // Recorded: S3.md, section 11: a removal names neither size nor eTag, tags and ACLs no size.
  const size = isOfSettings(write) || isOfRemoval(write) ? undefined : object?.content.size
  const eTag = isOfRemoval(write) ? undefined : object?.eTag
  return {
    key: formEncoded(write.key),
    size,
    eTag,
    versionId,
    sequencer: hasSequencer(write) ? sequencer : undefined,
  }
}

/** AWS: notification-content-structure.html: what some events have beside `s3`. */
function dataOf({ event, version }: ObjectWrite): object {
  if (!version || version.isMarker) return {}
  const { storageClass, restoration } = version
  if (event === 'LifecycleTransition') {
    const transitionEventData = { destinationStorageClass: storageClass }
    return { lifecycleEventData: { transitionEventData } }
  }
  if (event !== 'ObjectRestore:Completed' || !restoration) return {}
  const restoreEventData = {
    lifecycleRestorationExpiryTime: new Date(restoration.expiresAt).toISOString(),
    lifecycleRestoreStorageClass: storageClass,
  }
  return { glacierEventData: { restoreEventData } }
}

/** AWS: the lifecycle acts in the name of S3. */
const principalOf = (write: ObjectWrite, accountId: string): string =>
  isOfS3(write) ? S3_ITSELF : `AWS:${principalId(accountId, 'AIDA', 17)}`

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Unverified: that the id does not depend on the credentials of the request. */
const principalId = (accountId: string, prefix: string, length: number): string =>
  prefix + createIds(`principal ${accountId}`).text('principal', length, UPPER)
