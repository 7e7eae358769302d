import type { CallContext, Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { CopyOnWriteMap } from '../../../core/collections/copy-on-write-map.ts'
import { NO_TAGS } from '../../../core/resources/tags.ts'
import { isStale } from '../../../core/world/generation.ts'
import { NEW_BUCKET, newObjects, type Ownership } from '../../buckets/bucket.ts'
import { bucketArn, isBucketName } from '../../buckets/names.ts'
import { onBucket } from '../../contents/access.ts'
import { DIRECTORY, refuseOtherKinds } from '../../contents/find-bucket.ts'
import { aclIn } from '../../contents/object-settings.ts'
import * as errors from '../../errors/buckets.ts'
import { invalidArgument } from '../../errors/requests.ts'
import { MAX_BUCKETS } from '../../limits.ts'
import { GRANT_MEMBERS, type AclMembers } from '../../objects/acl.ts'
import { bucketTagsIn } from '../../objects/tags.ts'
import type { S3State } from '../../state.ts'

export interface CreateBucketInput extends AclMembers {
  readonly Bucket: string
  readonly CreateBucketConfiguration?: {
    readonly LocationConstraint?: string
    readonly Tags?: readonly { readonly Key: string; readonly Value: string }[]
  }
  readonly ObjectLockEnabledForBucket?: boolean
  readonly ObjectOwnership?: string
}

interface Output {
  readonly Location: string
  readonly BucketArn: string
}

const OWNERSHIPS: readonly string[] = [
  'BucketOwnerEnforced',
  'BucketOwnerPreferred',
  'ObjectWriter',
] satisfies Ownership[]

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const createBucket: Operation<S3State, CreateBucketInput, Output> = defineOperation({
  name: 'CreateBucket',
  handles: [
    'Bucket',
    'ACL',
    ...Object.keys(GRANT_MEMBERS),
    'CreateBucketConfiguration.LocationConstraint',
    'CreateBucketConfiguration.Tags',
    'ObjectLockEnabledForBucket',
    'ObjectOwnership',
  ],
  access: onBucket('CreateBucket'),
  run(state, input: CreateBucketInput, context) {
    const { Bucket: name, ObjectOwnership: ownership, CreateBucketConfiguration: given } = input
    const { world } = context
    if (name.endsWith(DIRECTORY)) refuseOtherKinds(name, 'CreateBucket')
    if (!isBucketName(name)) throw errors.invalidBucketName(name)
    const region = locationIn(input, regionOfClient(context))
    const existing = state.buckets.get(name)
    if (existing && !isStale(existing, world)) {
      // Recorded: S3.md: the owner may create it again, in us-east-1 and without tags.
      if (region !== 'us-east-1' || given?.Tags) throw errors.alreadyOwned(name)
      return describe(name, region)
    }
    // Recorded by peers (LocalStack).
    if (ownership !== undefined && !OWNERSHIPS.includes(ownership)) {
      throw invalidArgument(
        `Invalid x-amz-object-ownership header: ${ownership}`,
        'x-amz-object-ownership',
      )
    }
    if (state.buckets.size >= MAX_BUCKETS) throw errors.tooManyBuckets()
    const tags = given?.Tags ? bucketTagsIn({ TagSet: given.Tags }) : NO_TAGS
    const isLocking = input.ObjectLockEnabledForBucket === true
    const bucket = {
      name,
      region,
      createdAt: world.clock.now(),
      settings: {
        ...NEW_BUCKET,
        ownership: (ownership as Ownership | undefined) ?? NEW_BUCKET.ownership,
        tags,
        // AWS: object-lock.html: such a bucket is versioned from the start.
        ...(isLocking && {
          versioning: 'Enabled' as const,
          objectLock: { mode: undefined, days: undefined, years: undefined },
        }),
      },
      objects: newObjects(),
      uploads: new CopyOnWriteMap<string, never>(),
      generation: world.generation,
      declared: undefined,
    }
    checkAcl(input, bucket.settings.ownership)
    const acl = aclIn(world, bucket, input.ACL === 'private' ? {} : input)
    state.buckets.set(name, { ...bucket, settings: { ...bucket.settings, acl } })
    return describe(name, region)
  },
})

/** Recorded: s3-b-2. */
const describe = (name: string, region: string): Output => ({
  Location: region === 'us-east-1' ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
  BucketArn: bucketArn(name, region),
})

/** The region that the client addressed, which need not be in use. */
function regionOfClient({ world, record }: CallContext): string {
  const [first = ''] = record.configuredFor?.split(' ') ?? []
  return /^[a-z]{2}(-[a-z]+)+-\d+$/.test(first) ? first : world.options.region
}

/** Recorded: S3.md: messages and order. */
function locationIn(
  { CreateBucketConfiguration: given }: CreateBucketInput,
  client: string,
): string {
  const constraint = given?.LocationConstraint
  if (constraint === undefined) {
    if (client !== 'us-east-1') throw errors.illegalLocation('unspecified')
    return client
  }
  const region = constraint === 'EU' ? 'eu-west-1' : constraint
  if (client === 'us-east-1') {
    if (region === 'us-east-1' || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
      throw errors.invalidLocation(constraint)
    }
    return region
  }
  if (region !== client) throw errors.illegalLocation(constraint)
  return region
}

/** AWS: about-object-ownership.html. Seen: public reports quote S3. */
function checkAcl({ ACL }: CreateBucketInput, ownership: Ownership | undefined): void {
  if (ACL === undefined || ACL === 'private' || ownership !== 'BucketOwnerEnforced') return
  throw errors.aclWithOwnership()
}
