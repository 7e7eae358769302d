/** `createBucket`, and the look-up of buckets. */
import { MisuseError } from '../../core/errors.ts'
import { existingResource, missingResource, worldOfRegion } from '../../core/handles/look-up.ts'
import { runQuietly } from '../../core/handles/run-quietly.ts'
import { resolveWorld } from '../../core/world/context.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import { newObjects } from '../buckets/bucket.ts'
import { homeOf } from '../buckets/home.ts'
import { bucketNameIn, BUCKET_KIND, isBucketName } from '../buckets/names.ts'
import { operations } from '../operations/index.ts'
import { s3 } from '../service.ts'
import { Bucket } from './bucket.ts'
import { checkOptions, type BucketOptions } from './options.ts'
import { asAsked } from './refused.ts'
import { requestsFor, type SettingsRequest } from './settings.ts'

/**
 * Creates an S3 bucket. It belongs to the region that this code runs in, to the option `region`, or
 * to the default region. Leaves no record: it belongs to the test's set-up.
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html
 *
 * @throws MisuseError when the name is taken, and for names and options that S3 does not accept
 * @example
 * import { createBucket } from 'miniregion'
 *
 * const uploads = createBucket('uploads', { versioned: true })
 * uploads.put('in/a.txt', 'one')
 * console.log(uploads.get('in/a.txt')?.text()) // 'one'
 */
export const createBucket = (name: string, options: BucketOptions = {}): Bucket =>
  createBucketIn(worldOfRegion(options.region, 'createBucket()'), name, options)

export function createBucketIn(home: World, name: string, options: BucketOptions = {}): Bucket {
  const world = resolveWorld(home)
  world.checkWritable()
  const caller = `createBucket('${String(name)}')`
  checkOptions(options, caller)
  if (!isBucketName(name)) {
    throw new MisuseError(
      `${caller}: S3 does not accept this name.`,
      "3 to 63 lower-case letters, digits, hyphens and dots, such as 'uploads'",
    )
  }
  const { buckets } = world.state(s3)
  const existing = buckets.get(name)
  if (existing && !isStale(existing, world)) {
    throw existingResource('a bucket', name, `region.bucket('${name}')`)
  }
  buckets.delete(name)
  const requests = requestsFor({ name, region: world.options.region }, options, caller)
  try {
    run(world, caller, creation(world, name, options))
    for (const [operation, input] of requests) {
      run(world, caller, [operation, { ...input, Bucket: name }])
    }
  } catch (error) {
    // A refused option leaves no bucket behind.
    if (existing) buckets.set(name, existing)
    else buckets.delete(name)
    throw error
  }
  const created = buckets.get(name)
  if (created) {
    const declared = { settings: created.settings, objects: newObjects() }
    buckets.set(name, { ...created, declared })
  }
  return new Bucket(world, name)
}

function creation(world: World, name: string, options: BucketOptions): SettingsRequest {
  const { region } = world.options
  const { tags, objectOwnership, objectLockEnabled } = options
  const Tags = Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }))
  const CreateBucketConfiguration = {
    ...(region !== 'us-east-1' && { LocationConstraint: region }),
    ...(tags && { Tags }),
  }
  return [
    'CreateBucket',
    {
      Bucket: name,
      CreateBucketConfiguration,
      ...(objectOwnership && { ObjectOwnership: objectOwnership }),
      ...(objectLockEnabled === true && { ObjectLockEnabledForBucket: true }),
    },
  ]
}

function run(world: World, caller: string, [name, input]: SettingsRequest): void {
  const operation = operations[name]
  if (operation) asAsked(caller, () => runQuietly(world, s3, operation, input))
}

/**
 * Returns the handle of a bucket by name or ARN. It may be in any region of the account.
 *
 * @throws MisuseError when no bucket has it; the message suggests a similar name
 */
export function bucketHandle(home: World, nameOrArn: string): Bucket {
  const world = resolveWorld(home)
  const { buckets } = world.state(s3)
  const name = bucketNameIn(String(nameOrArn)) ?? String(nameOrArn)
  const bucket = buckets.get(name)
  if (bucket) return new Bucket(homeOf(bucket, world), name)
  throw missingResource(BUCKET_KIND.noun, String(nameOrArn), buckets.keys())
}
