/** PutBucketAcl, GetBucketAcl, PutObjectAcl and GetObjectAcl. */
import type { CallContext, Operation, World } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { Bucket } from '../../buckets/bucket.ts'
import { onBucket, onObject } from '../../contents/access.ts'
import { announce } from '../../contents/announce.ts'
import {
  BUCKET_MEMBERS,
  changeSettings,
  findBucket,
  type BucketInput,
} from '../../contents/find-bucket.ts'
import { findObject, OBJECT_MEMBERS, type ObjectInput } from '../../contents/find-object.ts'
import { aclIn } from '../../contents/object-settings.ts'
import { replaceVersion } from '../../contents/put-object.ts'
import { aclNotSupported, malformedAcl } from '../../errors/buckets.ts'
import { missingSecurityHeader } from '../../errors/requests.ts'
import {
  cannedAcl,
  checkCanonicalId,
  checkGroup,
  GRANT_MEMBERS,
  ownerOf,
  type Acl,
  type AclMembers,
} from '../../objects/acl.ts'
import type { S3State } from '../../state.ts'

interface PutMembers extends AclMembers {
  readonly AccessControlPolicy?: Partial<Acl>
}

const MEMBERS: readonly string[] = [
  'ACL',
  'AccessControlPolicy',
  ...Object.keys(GRANT_MEMBERS),
  'ContentMD5',
  'ChecksumAlgorithm',
]

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
export const putBucketAcl: Operation<S3State, BucketInput & PutMembers, undefined> =
  defineOperation({
    name: 'PutBucketAcl',
    handles: [...BUCKET_MEMBERS, ...MEMBERS],
    access: onBucket('PutBucketAcl'),
    run(state, input: BucketInput & PutMembers, context) {
      const bucket = findBucket(state, input, context)
      changeSettings(state, bucket, { acl: requestedAcl(context.world, bucket, input) })
      return undefined
    },
  })

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export const getBucketAcl: Operation<S3State, BucketInput, Acl> = defineOperation({
  name: 'GetBucketAcl',
  handles: BUCKET_MEMBERS,
  access: onBucket('GetBucketAcl'),
  run(state, input: BucketInput, context) {
    const { settings } = findBucket(state, input, context)
    return settings.acl ?? privateAcl(context)
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export const putObjectAcl: Operation<S3State, ObjectInput & PutMembers, object> = defineOperation({
  name: 'PutObjectAcl',
  handles: [...OBJECT_MEMBERS, ...MEMBERS],
  access: onObject('PutObjectAcl', 'PutObjectVersionAcl'),
  run(state, input: ObjectInput & PutMembers, context) {
    const bucket = findBucket(state, input, context)
    const object = findObject(bucket, input, 'PUT')
    const changed = { ...object, acl: requestedAcl(context.world, bucket, input) }
    replaceVersion(bucket, changed)
    announce(state, context, bucket, { event: 'ObjectAcl:Put', key: object.key, version: changed })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
export const getObjectAcl: Operation<S3State, ObjectInput, Acl> = defineOperation({
  name: 'GetObjectAcl',
  handles: OBJECT_MEMBERS,
  access: onObject('GetObjectAcl', 'GetObjectVersionAcl'),
  run(state, input: ObjectInput, context) {
    const bucket = findBucket(state, input, context)
    return findObject(bucket, input, 'GET').acl ?? privateAcl(context)
  },
})

const privateAcl = ({ world }: CallContext): Acl =>
  cannedAcl('private', ownerOf(world.options.accountId))

function requestedAcl(world: World, bucket: Bucket, input: PutMembers): Acl | undefined {
  const { AccessControlPolicy: policy } = input
  if (policy) {
    if (bucket.settings.ownership === 'BucketOwnerEnforced') throw aclNotSupported()
    return checkedPolicy(policy)
  }
  const acl = aclIn(world, bucket, input)
  const isNamed =
    input.ACL !== undefined ||
    Object.keys(GRANT_MEMBERS).some((name) => Reflect.get(input, name) !== undefined)
  if (!isNamed) throw missingSecurityHeader()
  return acl
}

/** Recorded by peers (LocalStack). */
function checkedPolicy({ Owner, Grants }: Partial<Acl>): Acl {
  if (!Owner || !Grants) throw malformedAcl()
  checkCanonicalId(Owner.ID ?? '', 'CanonicalUser/ID')
  for (const { Grantee, Permission } of Grants) {
    if (!Grantee || !Permission) throw malformedAcl()
    if (Grantee.Type === 'CanonicalUser') checkCanonicalId(Grantee.ID ?? '', 'CanonicalUser/ID')
    if (Grantee.Type === 'Group') checkGroup(Grantee.URI ?? '', 'Group/URI')
  }
  return { Owner, Grants }
}
