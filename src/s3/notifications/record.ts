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
    eventVersion: isOfSettings(write) ? '2.3' : '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: new Date(write.at).toISOString(),
    eventName: write.event,
    userIdentity: { principalId: principalOf(write, accountId) },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
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
  }
  return JSON.stringify({ Records: [record] })
}

/** Recorded: S3.md, section 11: the events of tags and ACLs have a version of their own. */
export const isOfSettings = ({ event }: ObjectWrite): boolean =>
  event.startsWith('ObjectTagging') || event.startsWith('ObjectAcl')

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
    sequencer: isOfSettings(write) ? undefined : sequencer,
  }
}

/** AWS: the lifecycle acts in the name of S3. */
const principalOf = ({ event }: ObjectWrite, accountId: string): string =>
  event.startsWith('Lifecycle') ? 's3.amazonaws.com' : `AWS:${principalId(accountId, 'AIDA', 17)}`

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Unverified: that the id does not depend on the credentials of the request. */
const principalId = (accountId: string, prefix: string, length: number): string =>
  prefix + createIds(`principal ${accountId}`).text('principal', length, UPPER)
