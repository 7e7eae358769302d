/** ListObjectsV2 and ListObjects. */
import {
  createPageToken,
  readPageToken,
  type TokenScope,
} from '../../../core/resources/page-token.ts'
import type { CallContext, Operation, World } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { Bucket } from '../../buckets/bucket.ts'
import { onBucket } from '../../contents/access.ts'
import { BUCKET_MEMBERS, findBucket, type BucketInput } from '../../contents/find-bucket.ts'
import { invalidArgument } from '../../errors/requests.ts'
import {
  FROM_BEGINNING,
  PageBuilder,
  walkEntries,
  type ListStart,
  type Page,
} from '../../listing/entries.ts'
import {
  checkEncoding,
  LIST_MEMBERS,
  limitIn,
  speller,
  type ListMembers,
} from '../../listing/parameters.ts'
import { ownerOf } from '../../objects/acl.ts'
import { shownDate } from '../../objects/dates.ts'
import { restoreStatus } from '../../objects/restoration.ts'
import { checksumKind } from '../../objects/shown-checksum.ts'
import { currentObject, type StoredObject } from '../../objects/version.ts'
import type { S3State } from '../../state.ts'

interface Input extends BucketInput, ListMembers {
  readonly MaxKeys?: number
}

interface InputV2 extends Input {
  readonly ContinuationToken?: string
  readonly StartAfter?: string
  readonly FetchOwner?: boolean
}

interface InputV1 extends Input {
  readonly Marker?: string
}

type Output = Record<string, unknown>

const MEMBERS: readonly string[] = [
  ...BUCKET_MEMBERS,
  ...LIST_MEMBERS,
  'MaxKeys',
  'OptionalObjectAttributes',
  'RequestPayer',
]

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2: Operation<S3State, InputV2, Output> = defineOperation({
  name: 'ListObjectsV2',
  handles: [...MEMBERS, 'ContinuationToken', 'StartAfter', 'FetchOwner'],
  access: onBucket('ListBucket'),
  run(state, input: InputV2, context) {
    const { ContinuationToken: token, StartAfter, FetchOwner = false } = input
    const { world } = context
    const bucket = findBucket(state, input, context)
    const start = startOfV2(input, world)
    const { page, ...described } = list(bucket, input, start, context, FetchOwner)
    const spell = speller(input)
    return {
      ...described,
      KeyCount: page.items.length + page.prefixes.length,
      ...(token !== undefined && { ContinuationToken: token }),
      ...(page.next && {
        NextContinuationToken: createPageToken(scopeIn(world), page.next.key),
      }),
      ...(StartAfter !== undefined && { StartAfter: spell(StartAfter) }),
    }
  },
})

const scopeIn = ({ options }: World): TokenScope => ({
  options,
  service: 's3',
  operation: 'ListObjectsV2',
})

/** Recorded: s3-l-6, s3-l-7: a token outweighs StartAfter. */
function startOfV2({ ContinuationToken: token, StartAfter }: InputV2, world: World): ListStart {
  if (token !== undefined) {
    const read = readPageToken(scopeIn(world), token)
    if (read.flaw !== undefined) {
      throw invalidArgument('The continuation token provided is incorrect', 'continuation-token')
    }
    return { key: String(read.position), isAfter: true, skipsPrefixes: true }
  }
  if (StartAfter === undefined) return FROM_BEGINNING
  return { key: StartAfter, isAfter: true, skipsPrefixes: false }
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects: Operation<S3State, InputV1, Output> = defineOperation({
  name: 'ListObjects',
  handles: [...MEMBERS, 'Marker'],
  access: onBucket('ListBucket'),
  run(state, input: InputV1, context) {
    const { Marker = '', Delimiter } = input
    const bucket = findBucket(state, input, context)
    const start = { key: Marker, isAfter: true, skipsPrefixes: true }
    const { page, ...described } = list(bucket, input, start, context, true)
    const spell = speller(input)
    return {
      ...described,
      Marker: spell(Marker),
      // Recorded: s3-l-8, s3-l-9.
      ...(page.next && Delimiter !== undefined && { NextMarker: spell(page.next.key) }),
    }
  },
})

/** Returns a page, and the members of the answer that both versions share. */
function list(
  bucket: Bucket,
  input: Input,
  start: ListStart,
  { world }: CallContext,
  withOwner: boolean,
): Output & { readonly page: Page<StoredObject> } {
  const { Prefix = '', Delimiter = '' } = input
  checkEncoding(input)
  const limit = limitIn(input.MaxKeys, 'max-keys')
  const page = pageOf(bucket, { prefix: Prefix, delimiter: Delimiter, start }, limit)
  const spell = speller(input)
  const owner = withOwner ? { Owner: ownerOf(world.options.accountId) } : {}
  const optional = optionalOf(input, world.clock.now())
  const Contents = page.items.map((object) => ({
    ...describeListed(object),
    ...optional(object),
    Key: spell(object.key),
    ...owner,
  }))
  return {
    page,
    Name: bucket.name,
    Prefix: spell(Prefix),
    MaxKeys: limit,
    IsTruncated: page.next !== undefined,
    ...(Delimiter !== '' && { Delimiter: spell(Delimiter) }),
    ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
    // Recorded: s3-l-1: empty lists are absent.
    ...(Contents.length > 0 && { Contents }),
    ...(page.prefixes.length > 0 && {
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: spell(prefix) })),
    }),
  }
}

function pageOf(
  { objects }: Bucket,
  request: { readonly prefix: string; readonly delimiter: string; readonly start: ListStart },
  limit: number,
): Page<StoredObject> {
  const builder = new PageBuilder<StoredObject>(limit)
  const isVisible = (versions: Parameters<typeof currentObject>[0]): boolean =>
    currentObject(versions) !== undefined
  walkEntries(objects, { ...request, isVisible }, (entry) =>
    entry.prefix === undefined
      ? builder.add(entry.key, currentObject(entry.value))
      : builder.add(entry.prefix, undefined),
  )
  return builder.page()
}

/** Returns the members of an entry that a list has only if it asks for them. */
export const optionalOf =
  ({ OptionalObjectAttributes: asked }: ListMembers, now: number) =>
  (object: StoredObject): Output => {
    const RestoreStatus = asked?.includes('RestoreStatus') && restoreStatus(object, now)
    return RestoreStatus ? { RestoreStatus } : {}
  }

/** Recorded: S3.md. */
export function describeListed(object: StoredObject): Output {
  const { algorithm, type } = checksumKind(object)
  return {
    LastModified: shownDate(object.lastModified),
    ETag: `"${object.eTag}"`,
    ChecksumAlgorithm: [algorithm],
    ChecksumType: type,
    Size: object.content.size,
    StorageClass: object.storageClass,
  }
}
