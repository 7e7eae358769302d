/** The source of CopyObject and UploadPartCopy: `bucket/key?versionId=...`, URL-encoded. */
import { isServiceError, UnsupportedError } from '../../core/errors.ts'
import type { CallContext } from '../../core/world/world.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { copyOfMarker, invalidCopySource, invalidSourceState } from '../errors/objects.ts'
import { checkSourceConditions, type SourceConditions } from '../objects/conditions.ts'
import { checkKeyOfObject, CUSTOMER_KEY_MEMBERS } from '../objects/encryption.ts'
import { isAway } from '../objects/restoration.ts'
import type { StoredObject } from '../objects/version.ts'
import type { S3State } from '../state.ts'
import { findAnywhere } from './find-bucket.ts'
import { findObject } from './find-object.ts'

export interface CopySourceMembers extends SourceConditions {
  readonly CopySource?: string
  readonly ExpectedSourceBucketOwner?: string
  readonly CopySourceSSECustomerAlgorithm?: string
  readonly CopySourceSSECustomerKey?: string
  readonly CopySourceSSECustomerKeyMD5?: string
}

export const COPY_SOURCE_MEMBERS: readonly string[] = [
  'CopySource',
  'CopySourceIfMatch',
  'CopySourceIfNoneMatch',
  'CopySourceIfModifiedSince',
  'CopySourceIfUnmodifiedSince',
  'ExpectedSourceBucketOwner',
  ...CUSTOMER_KEY_MEMBERS.map((name) => `CopySource${name}`),
]

export interface CopySource {
  readonly bucket: Bucket
  readonly object: StoredObject
}

interface SourceName {
  readonly Bucket: string
  readonly Key: string
  readonly VersionId?: string
}

/** Recorded by peers (LocalStack): a plus means a space, and a slash may come first. */
export function parseCopySource(text: string | undefined): SourceName {
  // Unverified: S3 takes a PUT without the header for PutObject.
  if (text === undefined) throw invalidCopySource('')
  if (text.startsWith('arn:')) {
    const feature = { service: 'S3', operation: 'CopyObject', parameter: 'CopySource with an ARN' }
    throw new UnsupportedError(feature)
  }
  const [path = '', query] = text.split('?', 2)
  const decoded = decode(path.replaceAll('+', ' ')).replace(/^\//, '')
  const slash = decoded.indexOf('/')
  const [Bucket, Key] = [decoded.slice(0, slash), decoded.slice(slash + 1)]
  if (slash < 1 || Key === '') throw invalidCopySource(text)
  const VersionId = new URLSearchParams(query).get('versionId') ?? undefined
  return { Bucket, Key, ...(VersionId !== undefined && { VersionId }) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign that begins no escape stays as it is.
    return text
  }
}

/** Returns the source of a copy, after all checks of it. */
export function findCopySource(
  state: S3State,
  input: CopySourceMembers,
  context: CallContext,
): CopySource {
  const { ExpectedSourceBucketOwner: owner } = input
  const name = parseCopySource(input.CopySource)
  const bucket = findAnywhere(
    state,
    { Bucket: name.Bucket, ...(owner !== undefined && { ExpectedBucketOwner: owner }) },
    context,
  )
  const object = findSource(bucket, name)
  const now = context.world.clock.now()
  if (isAway(object, now)) throw invalidSourceState(object.storageClass)
  checkSourceConditions(input, object, now)
  checkKeyOfObject(sourceKeyOf(input), object.encryption)
  return { bucket, object }
}

function findSource(bucket: Bucket, name: SourceName): StoredObject {
  try {
    return findObject(bucket, name, 'GET')
  } catch (error) {
    // Recorded: S3.md.
    throw isServiceError(error) && error.code === 'MethodNotAllowed' ? copyOfMarker() : error
  }
}

const sourceKeyOf = (input: CopySourceMembers): Readonly<Record<string, string>> =>
  Object.fromEntries(
    CUSTOMER_KEY_MEMBERS.flatMap((name) => {
      const value: unknown = Reflect.get(input, `CopySource${name}`)
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
