/** DeleteBucket, HeadBucket, GetBucketLocation and ListBuckets. */
import {
  createPageToken,
  readPageToken,
  type TokenScope,
} from '../../../core/resources/page-token.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { bucketArn } from '../../buckets/names.ts'
import { onBucket } from '../../contents/access.ts'
import { BUCKET_MEMBERS, findBucket, type BucketInput } from '../../contents/find-bucket.ts'
import { bucketNotEmpty } from '../../errors/buckets.ts'
import { invalidArgument } from '../../errors/requests.ts'
import { MAX_BUCKETS } from '../../limits.ts'
import { ownerOf } from '../../objects/acl.ts'
import { shownDate } from '../../objects/dates.ts'
import type { S3State } from '../../state.ts'

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket: Operation<S3State, BucketInput, undefined> = defineOperation({
  name: 'DeleteBucket',
  handles: BUCKET_MEMBERS,
  access: onBucket('DeleteBucket'),
  run(state, input: BucketInput, context) {
    const { name, objects, settings } = findBucket(state, input, context)
    if (objects.size > 0) throw bucketNotEmpty(name, settings.versioning !== undefined)
    state.buckets.delete(name)
    return undefined
  },
})

interface HeadOutput {
  readonly BucketArn: string
  readonly BucketRegion: string
  readonly AccessPointAlias: boolean
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket: Operation<S3State, BucketInput, HeadOutput> = defineOperation({
  name: 'HeadBucket',
  handles: BUCKET_MEMBERS,
  access: onBucket('ListBucket'),
  run(state, input: BucketInput, context) {
    const { name, region } = findBucket(state, input, context)
    return {
      BucketArn: bucketArn(name, region),
      BucketRegion: region,
      AccessPointAlias: false,
    }
  },
})

interface LocationOutput {
  readonly LocationConstraint?: string
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const getBucketLocation: Operation<S3State, BucketInput, LocationOutput> = defineOperation({
  name: 'GetBucketLocation',
  handles: BUCKET_MEMBERS,
  access: onBucket('GetBucketLocation'),
  run(state, input: BucketInput, context) {
    const { region } = findBucket(state, input, context)
    return region === 'us-east-1' ? {} : { LocationConstraint: region }
  },
})

interface ListInput {
  readonly MaxBuckets?: number
  readonly ContinuationToken?: string
  readonly Prefix?: string
  readonly BucketRegion?: string
}

interface ListOutput {
  readonly Owner: object
  readonly Buckets: readonly object[]
  readonly ContinuationToken?: string
  readonly Prefix?: string
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets: Operation<S3State, ListInput, ListOutput> = defineOperation({
  name: 'ListBuckets',
  handles: ['MaxBuckets', 'ContinuationToken', 'Prefix', 'BucketRegion'],
  // AWS: the S3 guide's policies name all buckets.
  access: () => [{ action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::*' }],
  run({ buckets }, input: ListInput, { world }) {
    const { MaxBuckets, ContinuationToken: token, Prefix = '', BucketRegion } = input
    if (MaxBuckets !== undefined && (MaxBuckets < 1 || MaxBuckets > MAX_BUCKETS)) {
      // Recorded by peers (LocalStack).
      throw invalidArgument(
        `Argument max-buckets must be an integer between 1 and ${MAX_BUCKETS}`,
        'max-buckets',
        MaxBuckets,
      )
    }
    const scope: TokenScope = { options: world.options, service: 's3', operation: 'ListBuckets' }
    const after = token === undefined ? '' : positionIn(scope, token)
    const found = [...buckets.values()]
      .filter(({ name, region }) => name.startsWith(Prefix) && (BucketRegion ?? region) === region)
      .filter(({ name }) => name > after)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const page = found.slice(0, MaxBuckets)
    const last = page.at(-1)
    const isPaged = MaxBuckets !== undefined || BucketRegion !== undefined
    return {
      Owner: ownerOf(world.options.accountId),
      Buckets: page.map(({ name, region, createdAt }) => ({
        Name: name,
        CreationDate: shownDate(createdAt),
        // AWS: API_ListBuckets.html: only in answers to requests with pages or a region.
        ...(isPaged && { BucketRegion: region }),
        BucketArn: bucketArn(name, region),
      })),
      ...(last &&
        page.length < found.length && { ContinuationToken: createPageToken(scope, last.name) }),
      ...(input.Prefix !== undefined && { Prefix: input.Prefix }),
    }
  },
})

function positionIn(scope: TokenScope, token: string): string {
  const read = readPageToken(scope, token)
  if (read.flaw === undefined) return String(read.position)
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token')
}
