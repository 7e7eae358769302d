/**
 * Requests without a signature: those of everyone. A bucket policy or an access control list has to
 * allow them.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
import { letsEveryone, parsePolicy } from '../access/policy.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { bucketArn } from '../buckets/names.ts'
import { noSuchBucket } from '../errors/buckets.ts'
import { accessDenied } from '../errors/requests.ts'
import { isForEveryone } from '../objects/acl.ts'
import { currentObject } from '../objects/version.ts'
import type { S3Request } from './request.ts'

interface Asked {
  /** `s3:GetObject` */
  readonly action: string
  /** Empty for an action on the bucket. */
  readonly key: string
}

/** Throws AccessDenied unless everyone may make the request. */
export function checkAnonymous(request: S3Request, bucket: Bucket | undefined): void {
  const asked = askedOf(request)
  if (request.bucket !== '' && !bucket) throw noSuchBucket(request.bucket)
  if (!asked || !bucket || !isAllowedForEveryone(bucket, asked, request)) {
    throw accessDenied()
  }
  // AWS: API_GetObject.html, "Permissions": only those who may list learn that a key is missing.
  const isRead = asked.action.startsWith('s3:GetObject')
  if (!isRead || currentObject(bucket.objects.get(asked.key))) return
  if (!mayList(bucket, request)) throw accessDenied()
}

export const mayList = (bucket: Bucket, request: S3Request): boolean =>
  isAllowedForEveryone(bucket, { action: 's3:ListBucket', key: '' }, request)

/** The action of a request. Undefined: one that nobody is allowed without a signature. */
function askedOf({ method, key, url, headers }: S3Request): Asked | undefined {
  const query = [...url.searchParams.keys()]
  const isPlain = query.every((name) => LISTING.has(name) || name.startsWith('response-'))
  if (key === '') {
    if (method === 'HEAD' || (method === 'GET' && isPlain)) return { action: 's3:ListBucket', key }
    return undefined
  }
  if (query.length === 1 && query[0] === 'versionId' && READS.has(method)) {
    return { action: 's3:GetObjectVersion', key }
  }
  if (query.length > 0 && !query.every((name) => name === 'x-id' || name === 'partNumber')) {
    return undefined
  }
  if (READS.has(method)) return { action: 's3:GetObject', key }
  if (method === 'PUT' && headers['x-amz-copy-source'] === undefined) {
    return { action: 's3:PutObject', key }
  }
  return method === 'DELETE' ? { action: 's3:DeleteObject', key } : undefined
}

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD'])
const LISTING: ReadonlySet<string> = new Set([
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'marker',
  'start-after',
  'continuation-token',
  'encoding-type',
  'fetch-owner',
  'x-id',
])

/** Whether the policy or the lists let everyone do it. */
export function isAllowedForEveryone(
  { name, region, settings, objects }: Bucket,
  { action, key }: Asked,
  { url }: S3Request,
): boolean {
  const { publicAccessBlock: block, policy, acl } = settings
  const arn = bucketArn(name, region)
  const asked = {
    action,
    resource: key === '' ? arn : `${arn}/${key}`,
    isEncrypted: url.protocol === 'https:',
  }
  const isPolicyRead = policy !== undefined && block?.RestrictPublicBuckets !== true
  if (isPolicyRead && letsEveryone(parsePolicy(policy), asked)) return true
  if (block?.IgnorePublicAcls === true || settings.ownership === 'BucketOwnerEnforced') return false
  switch (action) {
    case 's3:ListBucket':
      return isForEveryone(acl, 'READ')
    case 's3:PutObject':
    case 's3:DeleteObject':
      return isForEveryone(acl, 'WRITE')
    default:
      return isForEveryone(currentObject(objects.get(key))?.acl, 'READ')
  }
}
