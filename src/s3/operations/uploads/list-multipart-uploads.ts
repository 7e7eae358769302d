import { SortedMap } from '../../../core/collections/sorted-map.ts'
import { compareUtf8 } from '../../../core/collections/utf8-order.ts'
import type { Operation, World } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { Bucket } from '../../buckets/bucket.ts'
import { onBucket } from '../../contents/access.ts'
import { BUCKET_MEMBERS, findBucket, type BucketInput } from '../../contents/find-bucket.ts'
import { invalidArgument } from '../../errors/requests.ts'
import { PageBuilder, walkEntries } from '../../listing/entries.ts'
import {
  checkEncoding,
  LIST_MEMBERS,
  limitIn,
  speller,
  type ListMembers,
} from '../../listing/parameters.ts'
import { ownerOf } from '../../objects/acl.ts'
import { shownDate } from '../../objects/dates.ts'
import type { S3State } from '../../state.ts'
import type { Upload } from '../../uploads/upload.ts'

interface Input extends BucketInput, ListMembers {
  readonly MaxUploads?: number
  readonly KeyMarker?: string
  readonly UploadIdMarker?: string
}

type Output = Record<string, unknown>

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const listMultipartUploads: Operation<S3State, Input, Output> = defineOperation({
  name: 'ListMultipartUploads',
  handles: [
    ...BUCKET_MEMBERS,
    ...LIST_MEMBERS,
    'MaxUploads',
    'KeyMarker',
    'UploadIdMarker',
    'RequestPayer',
  ],
  access: onBucket('ListBucketMultipartUploads'),
  run(state, input: Input, context) {
    const { KeyMarker = '', Prefix = '', Delimiter = '' } = input
    const bucket = findBucket(state, input, context)
    checkEncoding(input)
    const limit = limitIn(input.MaxUploads, 'max-uploads')
    const after = uploadMarkerIn(bucket, input)
    const builder = new PageBuilder<Upload>(limit)
    const start = { key: KeyMarker, isAfter: after === '', skipsPrefixes: true }
    const byKey = uploadsByKey(bucket)
    walkEntries(byKey, { prefix: Prefix, delimiter: Delimiter, start }, (entry) => {
      if (entry.prefix !== undefined) return builder.add(entry.prefix, undefined)
      const at = entry.key === KeyMarker ? entry.value.findIndex(({ id }) => id === after) : -1
      return entry.value.slice(at + 1).every((upload) => builder.add(entry.key, upload))
    })
    const { items, prefixes, next } = builder.page()
    const spell = speller(input)
    const last = items.at(-1)
    return {
      Bucket: bucket.name,
      KeyMarker: spell(KeyMarker),
      UploadIdMarker: after,
      // Recorded: s3-m-8, S3.md: also where nothing follows.
      NextKeyMarker: spell(next?.key ?? last?.key ?? ''),
      NextUploadIdMarker: (next ? next.item : last)?.id ?? '',
      MaxUploads: limit,
      IsTruncated: next !== undefined,
      ...(input.Prefix !== undefined && { Prefix: spell(Prefix) }),
      ...(Delimiter !== '' && { Delimiter: spell(Delimiter) }),
      ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
      ...(items.length > 0 && {
        Uploads: items.map((upload) => describe(upload, context.world, spell)),
      }),
      ...(prefixes.length > 0 && {
        CommonPrefixes: prefixes.map((prefix) => ({ Prefix: spell(prefix) })),
      }),
    }
  },
})

/** Uploads are few, and in the order of their creation. */
function uploadsByKey({ uploads }: Bucket): SortedMap<readonly Upload[]> {
  const byKey = new SortedMap<readonly Upload[]>(compareUtf8)
  for (const upload of uploads.values()) {
    byKey.set(upload.key, [...(byKey.get(upload.key) ?? []), upload])
  }
  return byKey
}

/** Recorded: S3.md: without a key the marker is ignored. */
function uploadMarkerIn({ uploads }: Bucket, { KeyMarker, UploadIdMarker = '' }: Input): string {
  if (KeyMarker === undefined || KeyMarker === '' || UploadIdMarker === '') return ''
  if (uploads.get(UploadIdMarker)?.key !== KeyMarker) {
    throw invalidArgument('Invalid uploadId marker', 'upload-id-marker', UploadIdMarker)
  }
  return UploadIdMarker
}

function describe(upload: Upload, { options }: World, spell: (text: string) => string): Output {
  const owner = ownerOf(options.accountId)
  return {
    UploadId: upload.id,
    Key: spell(upload.key),
    Initiated: shownDate(upload.initiatedAt),
    StorageClass: upload.settings.storageClass,
    Owner: owner,
    Initiator: owner,
    ...(upload.checksumAlgorithm && {
      ChecksumAlgorithm: upload.checksumAlgorithm,
      ChecksumType: upload.checksumType,
    }),
  }
}
