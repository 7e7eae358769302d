import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { checksumMember } from '../../checksums/algorithms.ts'
import { bucketArn } from '../../buckets/names.ts'
import { findBucket } from '../../contents/find-bucket.ts'
import {
  findObject,
  OBJECT_MEMBERS,
  shownVersion,
  type ObjectInput,
} from '../../contents/find-object.ts'
import { invalidArgument, invalidRequest } from '../../errors/requests.ts'
import { MAX_LISTED } from '../../limits.ts'
import { shownDate } from '../../objects/dates.ts'
import {
  checkKeyOfObject,
  CUSTOMER_KEY_MEMBERS,
  type CustomerKeyMembers,
} from '../../objects/encryption.ts'
import { checksumFor } from '../../objects/shown-checksum.ts'
import type { ObjectPart, StoredObject } from '../../objects/version.ts'
import type { S3State } from '../../state.ts'

interface Input extends ObjectInput, CustomerKeyMembers {
  readonly ObjectAttributes?: readonly string[]
  readonly MaxParts?: number
  readonly PartNumberMarker?: string
}

type Output = Record<string, unknown>

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize']

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export const getObjectAttributes: Operation<S3State, Input, Output> = defineOperation({
  name: 'GetObjectAttributes',
  handles: [
    ...OBJECT_MEMBERS,
    ...CUSTOMER_KEY_MEMBERS,
    'ObjectAttributes',
    'MaxParts',
    'PartNumberMarker',
  ],
  access({ Bucket, Key, VersionId }, { options }) {
    const resource = `${bucketArn(Bucket, options.region)}/${Key}`
    const version = VersionId === undefined ? '' : 'Version'
    return [
      { action: `s3:GetObject${version}`, resource },
      { action: `s3:GetObject${version}Attributes`, resource },
    ]
  },
  run(state, input: Input, context) {
    const bucket = findBucket(state, input, context)
    const object = findObject(bucket, input, 'GET')
    checkKeyOfObject(input, object.encryption)
    const wanted = attributesIn(input)
    return {
      LastModified: shownDate(object.lastModified),
      ...shownVersion(bucket, object),
      // Recorded: S3.md: without quotes.
      ...(wanted.has('ETag') && { ETag: object.eTag }),
      ...(wanted.has('Checksum') && { Checksum: checksumIn(object) }),
      ...(wanted.has('ObjectParts') &&
        object.parts && { ObjectParts: partsIn(object.parts, input) }),
      ...(wanted.has('StorageClass') && { StorageClass: object.storageClass }),
      ...(wanted.has('ObjectSize') && { ObjectSize: object.content.size }),
    }
  },
})

function attributesIn({ ObjectAttributes = [] }: Input): ReadonlySet<string> {
  // Recorded by peers (versitygw).
  if (ObjectAttributes.length === 0) {
    throw invalidRequest(
      'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
    )
  }
  const wanted = ObjectAttributes.flatMap((each) => each.split(',')).map((each) => each.trim())
  const wrong = wanted.find((each) => !ATTRIBUTES.includes(each))
  // Unverified: the wording.
  if (wrong !== undefined) {
    throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', wrong)
  }
  return new Set(wanted)
}

/** Recorded by peers (LocalStack): a composite checksum without the number of its parts. */
function checksumIn(object: StoredObject): Output {
  const { algorithm, value, type } = checksumFor(object)
  return { ...checksumMember(algorithm, value.split('-')[0] ?? value), ChecksumType: type }
}

/** AWS: parts are listed only if each has a checksum. */
function partsIn(
  parts: readonly ObjectPart[],
  { MaxParts = MAX_LISTED, PartNumberMarker = '0' }: Input,
): Output {
  const listed = parts.every(({ checksum }) => checksum)
    ? parts.filter(({ number }) => number > Number(PartNumberMarker))
    : []
  const page = listed.slice(0, Math.min(MaxParts, MAX_LISTED))
  const total = { TotalPartsCount: parts.length }
  if (page.length === 0) return total
  return {
    ...total,
    PartNumberMarker,
    NextPartNumberMarker: String(page.at(-1)?.number),
    MaxParts,
    IsTruncated: page.length < listed.length,
    Parts: page.map(({ number, size, checksum }) => ({
      PartNumber: number,
      Size: size,
      ...(checksum && checksumMember(checksum.algorithm, checksum.value)),
    })),
  }
}
