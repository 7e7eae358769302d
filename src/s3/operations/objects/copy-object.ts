import type { CallContext, Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { Bucket } from '../../buckets/bucket.ts'
import { bucketArn } from '../../buckets/names.ts'
import {
  checksumOf,
  isChecksumAlgorithm,
  md5Of,
  type ChecksumAlgorithm,
} from '../../checksums/algorithms.ts'
import {
  COPY_SOURCE_MEMBERS,
  findCopySource,
  parseCopySource,
  type CopySource,
  type CopySourceMembers,
} from '../../contents/copy-source.ts'
import { newVersion, opaqueETag } from '../../contents/describe-object.ts'
import { findBucket, type BucketInput } from '../../contents/find-bucket.ts'
import { objectNow, OBJECT_MEMBERS, shownVersion } from '../../contents/find-object.ts'
import {
  checkStorageClass,
  SETTINGS_MEMBERS,
  settingsIn,
  type SettingsMembers,
} from '../../contents/object-settings.ts'
import { putObject } from '../../contents/put-object.ts'
import { copyOntoItself } from '../../errors/objects.ts'
import { invalidArgument, invalidChecksumAlgorithm } from '../../errors/requests.ts'
import {
  checkWriteConditions,
  checkWriteForm,
  type WriteConditions,
} from '../../objects/conditions.ts'
import { shownDate } from '../../objects/dates.ts'
import { hasOpaqueETag, shownEncryption } from '../../objects/encryption.ts'
import { checkKey } from '../../objects/keys.ts'
import { checksumFor, showChecksum, type ShownChecksum } from '../../objects/shown-checksum.ts'
import type { ObjectSettings, StoredChecksum, StoredObject } from '../../objects/version.ts'
import type { S3State } from '../../state.ts'

interface Input extends BucketInput, CopySourceMembers, SettingsMembers, WriteConditions {
  readonly Key: string
  readonly MetadataDirective?: string
  readonly TaggingDirective?: string
  readonly ChecksumAlgorithm?: string
}

interface Output {
  readonly CopyObjectResult: ShownChecksum & { readonly ETag: string; readonly LastModified: Date }
  readonly CopySourceVersionId?: string
  readonly VersionId?: string
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject: Operation<S3State, Input, Output> = defineOperation({
  name: 'CopyObject',
  handles: [
    ...OBJECT_MEMBERS.filter((name) => name !== 'VersionId'),
    ...COPY_SOURCE_MEMBERS,
    ...SETTINGS_MEMBERS,
    'MetadataDirective',
    'TaggingDirective',
    'ChecksumAlgorithm',
    'IfMatch',
    'IfNoneMatch',
  ],
  access(input, { options }) {
    const source = parseCopySource(input.CopySource)
    const arnOf = (bucket: string, key: string): string =>
      `${bucketArn(bucket, options.region)}/${key}`
    return [
      {
        action: source.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
        resource: arnOf(source.Bucket, source.Key),
      },
      { action: 's3:PutObject', resource: arnOf(input.Bucket, input.Key) },
    ]
  },
  run(state, input: Input, context) {
    const { Key } = input
    checkKey(Key)
    const bucket = findBucket(state, input, context)
    checkDirectives(input)
    checkWriteForm(input)
    checkStorageClass(input.StorageClass)
    const source = findCopySource(state, input, context)
    const algorithm = algorithmIn(input)
    const settings = settingsOf(context, bucket, input, source)
    if (isOntoItself(input, bucket, source)) throw copyOntoItself()
    checkWriteConditions(input, Key, objectNow(bucket, Key))
    const { content } = source.object
    const copy = putObject(state, context, bucket, 'ObjectCreated:Copy', {
      ...settings,
      key: Key,
      content,
      eTag: hasOpaqueETag(settings.encryption) ? opaqueETag(context.world) : md5For(source.object),
      checksum: checksumOfCopy(source.object, algorithm),
      parts: undefined,
    })
    return describe(bucket, copy, source)
  },
})

const describe = (bucket: Bucket, copy: StoredObject, source: CopySource): Output => {
  const { VersionId } = shownVersion(source.bucket, source.object)
  return {
    CopyObjectResult: {
      ETag: `"${copy.eTag}"`,
      LastModified: shownDate(copy.lastModified),
      ...showChecksum(checksumFor(copy)),
    },
    ...(VersionId !== undefined && { CopySourceVersionId: VersionId }),
    ...newVersion(bucket, copy),
    ...shownEncryption(copy.encryption),
  }
}

// AWS: API_CopyObject.html. Unverified: the wordings.
function checkDirectives({ MetadataDirective, TaggingDirective }: Input): void {
  const given = {
    'x-amz-metadata-directive': MetadataDirective,
    'x-amz-tagging-directive': TaggingDirective,
  }
  for (const [header, value] of Object.entries(given)) {
    if (value === undefined || value === 'COPY' || value === 'REPLACE') continue
    throw invalidArgument('Unknown directive.', header, value)
  }
}

function algorithmIn({ ChecksumAlgorithm: name }: Input): ChecksumAlgorithm | undefined {
  if (name !== undefined && !isChecksumAlgorithm(name)) throw invalidChecksumAlgorithm()
  return name
}

/** Recorded: S3.md: metadata, headers and tags are copied, everything else is as of a new object. */
function settingsOf(
  { world }: CallContext,
  bucket: Bucket,
  input: Input,
  { object }: CopySource,
): ObjectSettings {
  const settings = settingsIn(world, bucket, input)
  const { headers, metadata, tags } = object
  return {
    ...settings,
    ...(input.MetadataDirective !== 'REPLACE' && { headers, metadata }),
    ...(input.TaggingDirective !== 'REPLACE' && { tags }),
  }
}

/** Recorded: S3.md: an object is copied onto itself only to change it. A list is no change. */
function isOntoItself(input: Input, bucket: Bucket, source: CopySource): boolean {
  const isSame =
    source.bucket.name === bucket.name && source.object === objectNow(bucket, input.Key)
  const byDefault = bucket.settings.encryption.ApplyServerSideEncryptionByDefault?.SSEAlgorithm
  const isChanged =
    input.StorageClass !== undefined ||
    input.ServerSideEncryption !== undefined ||
    input.SSECustomerKey !== undefined ||
    input.MetadataDirective === 'REPLACE' ||
    input.WebsiteRedirectLocation !== undefined ||
    byDefault !== 'AES256' ||
    source.object.encryption.algorithm !== 'AES256'
  return isSame && !isChanged
}

/** Recorded: s3-m-9: the copy of an object that was uploaded in parts has a plain ETag. */
const md5For = ({ eTag, parts, encryption, content }: StoredObject): string =>
  parts || hasOpaqueETag(encryption) ? md5Of(content) : eTag

function checksumOfCopy(
  { checksum, content }: StoredObject,
  algorithm: ChecksumAlgorithm | undefined,
): StoredChecksum | undefined {
  const wanted = algorithm ?? checksum?.algorithm
  if (wanted === undefined) return undefined
  if (checksum?.algorithm === wanted && checksum.type === 'FULL_OBJECT') return checksum
  return { algorithm: wanted, value: checksumOf(wanted, content), type: 'FULL_OBJECT' }
}
