/** GetObject and HeadObject. */
import type { Access, CallContext, Operation, World } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { onBucket, onObject } from '../../contents/access.ts'
import { describeObject } from '../../contents/describe-object.ts'
import { findBucket } from '../../contents/find-bucket.ts'
import {
  findObject,
  objectNow,
  OBJECT_MEMBERS,
  type ObjectInput,
  type ObjectMethod,
} from '../../contents/find-object.ts'
import { invalidObjectState, notLatin1 } from '../../errors/objects.ts'
import { checkReadConditions, type ReadConditions } from '../../objects/conditions.ts'
import {
  checkKeyOfObject,
  CUSTOMER_KEY_MEMBERS,
  type CustomerKeyMembers,
} from '../../objects/encryption.ts'
import { checkKey } from '../../objects/keys.ts'
import { contentRange, rangeIn, type ByteRange, type RangeMembers } from '../../objects/ranges.ts'
import { isAway } from '../../objects/restoration.ts'
import { checksumFor, showChecksum } from '../../objects/shown-checksum.ts'
import type { StoredObject } from '../../objects/version.ts'
import { s3 } from '../../service.ts'
import type { S3State } from '../../state.ts'

interface Overrides {
  readonly ResponseCacheControl?: string
  readonly ResponseContentDisposition?: string
  readonly ResponseContentEncoding?: string
  readonly ResponseContentLanguage?: string
  readonly ResponseContentType?: string
  readonly ResponseExpires?: Date
}

interface Input extends ObjectInput, ReadConditions, RangeMembers, CustomerKeyMembers, Overrides {
  readonly ChecksumMode?: string
}

type Output = Record<string, unknown>

const OVERRIDES: Readonly<Record<keyof Overrides, readonly [member: string, query: string]>> = {
  ResponseCacheControl: ['CacheControl', 'response-cache-control'],
  ResponseContentDisposition: ['ContentDisposition', 'response-content-disposition'],
  ResponseContentEncoding: ['ContentEncoding', 'response-content-encoding'],
  ResponseContentLanguage: ['ContentLanguage', 'response-content-language'],
  ResponseContentType: ['ContentType', 'response-content-type'],
  ResponseExpires: ['Expires', 'response-expires'],
}

const MEMBERS: readonly string[] = [
  ...OBJECT_MEMBERS,
  ...CUSTOMER_KEY_MEMBERS,
  ...Object.keys(OVERRIDES),
  'IfMatch',
  'IfNoneMatch',
  'IfModifiedSince',
  'IfUnmodifiedSince',
  'Range',
  'PartNumber',
  'ChecksumMode',
]

const onRead = onObject('GetObject', 'GetObjectVersion')
const onListing = onBucket('ListBucket')

// AWS: API_GetObject.html, "Permissions": only those who may list a bucket learn that a key is missing.
function accessToRead(input: Input, world: World): readonly Access[] {
  const bucket = world.state(s3).buckets.get(input.Bucket)
  const isMissing =
    bucket && input.VersionId === undefined && objectNow(bucket, input.Key) === undefined
  if (!isMissing) return onRead(input, world)
  const listing = onListing(input, world).map((one) => ({ ...one, isAboutMissing: true as const }))
  return [...onRead(input, world), ...listing]
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: Operation<S3State, Input, Output> = defineOperation({
  name: 'GetObject',
  handles: MEMBERS,
  access: accessToRead,
  run(state, input: Input, context) {
    const { output, object, range } = read(state, input, context, 'GET')
    const Body = range ? object.content.slice(range.start, range.end) : object.content
    return { ...output, Body }
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject: Operation<S3State, Input, Output> = defineOperation({
  name: 'HeadObject',
  handles: MEMBERS,
  access: accessToRead,
  run: (state, input: Input, context) => read(state, input, context, 'HEAD').output,
})

interface Read {
  readonly output: Output
  readonly object: StoredObject
  readonly range: ByteRange | undefined
}

function read(state: S3State, input: Input, context: CallContext, method: ObjectMethod): Read {
  const bucket = findBucket(state, input, context)
  checkKey(input.Key)
  const object = findObject(bucket, input, method)
  const now = context.world.clock.now()
  if (method === 'GET' && isAway(object, now)) throw invalidObjectState(object.storageClass)
  checkKeyOfObject(input, object.encryption)
  checkReadConditions(input, object, now)
  const range = rangeIn(input, object)
  const output = {
    ...describeObject(bucket, object, now),
    ...(range && {
      ContentLength: range.end - range.start,
      ContentRange: contentRange(range, object.content.size),
    }),
    ...(input.PartNumber !== undefined && object.parts && { PartsCount: object.parts.length }),
    ...(input.ChecksumMode === 'ENABLED' && checksumIn(object, input, range)),
    ...overridesIn(input),
  }
  return { output, object, range }
}

/** Recorded: s3-range-01, s3-range-07: a part of an object has no checksum, unless it is all. */
function checksumIn(
  object: StoredObject,
  { PartNumber }: RangeMembers,
  range: ByteRange | undefined,
): Output {
  const part = object.parts?.find(({ number }) => number === PartNumber)
  if (part) return part.checksum ? showChecksum(part.checksum) : {}
  const isWhole = !range || range.end - range.start === object.content.size
  return isWhole ? showChecksum(checksumFor(object)) : {}
}

function overridesIn(input: Overrides): Output {
  const overrides: Output = {}
  for (const [name, [member, query]] of Object.entries(OVERRIDES)) {
    const value = input[name as keyof Overrides]
    if (value === undefined) continue
    // Recorded: test_s3_get_object_header_overrides.
    if (typeof value === 'string' && !/^[\0-\xff]*$/.test(value)) throw notLatin1(query, value)
    overrides[member] = value
  }
  return overrides
}
