/** Finds the bucket of a request. */
import { UnsupportedError } from '../../core/errors.ts'
import type { CallContext, World } from '../../core/world/world.ts'
import { noSuchBucket, permanentRedirect } from '../errors/buckets.ts'
import { accessDenied, invalidOwner } from '../errors/requests.ts'
import type { S3State } from '../state.ts'
import type { Bucket, BucketSettings } from '../buckets/bucket.ts'

export interface BucketInput {
  readonly Bucket: string
  readonly ExpectedBucketOwner?: string
}

/** Members that every request about a bucket or an object handles. */
export const BUCKET_MEMBERS: readonly string[] = ['Bucket', 'ExpectedBucketOwner']

/** Returns the bucket of a request, or throws S3's error. */
export function findBucket(state: S3State, input: BucketInput, context: CallContext): Bucket {
  const bucket = findAnywhere(state, input, context)
  if (isElsewhere(bucket, context.world)) throw permanentRedirect(bucket.name, bucket.region)
  return bucket
}

/** The source of a copy may be in another region. */
export function findAnywhere(
  state: S3State,
  { Bucket: name, ExpectedBucketOwner: owner }: BucketInput,
  { world, record }: CallContext,
): Bucket {
  // Recorded: S3.md: the order.
  if (owner !== undefined && !/^\d{12}$/.test(owner)) throw invalidOwner(owner)
  const bucket = state.buckets.get(name)
  if (!bucket) {
    refuseOtherKinds(name, record.operation)
    throw noSuchBucket(name)
  }
  if (owner !== undefined && owner !== world.options.accountId) throw accessDenied()
  return bucket
}

/**
 * Whether a bucket is in another region of the account than the call. Without that region in use
 * there is only one, which answers every client.
 */
const isElsewhere = ({ region }: Bucket, world: World): boolean =>
  region !== world.options.region && world.has(region)

/** How the names of directory buckets end. */
export const DIRECTORY = '--x-s3'

/** Access points and directory buckets have names of their own. */
export function refuseOtherKinds(name: string, operation: string): void {
  const kind = name.startsWith('arn:')
    ? 'an ARN of an access point as Bucket'
    : name.endsWith(DIRECTORY)
      ? 'a directory bucket'
      : name.endsWith('-s3alias')
        ? 'an alias of an access point as Bucket'
        : undefined
  if (kind !== undefined) {
    throw new UnsupportedError({ service: 'S3', operation, parameter: kind })
  }
}

/** Replaces settings of a bucket, and returns the new one. */
export function changeSettings(
  state: S3State,
  bucket: Bucket,
  settings: Partial<BucketSettings>,
): Bucket {
  const changed = { ...bucket, settings: { ...bucket.settings, ...settings } }
  state.buckets.set(bucket.name, changed)
  return changed
}

/** Changes settings and the declaration that a reset returns to. */
export function changeDeclared(
  state: S3State,
  bucket: Bucket,
  settings: Partial<BucketSettings>,
): void {
  const changed = changeSettings(state, bucket, settings)
  const { declared } = changed
  if (!declared) return
  state.buckets.set(bucket.name, {
    ...changed,
    declared: { ...declared, settings: { ...declared.settings, ...settings } },
  })
}
