/**
 * The encryption of objects. Nothing is encrypted: headers are kept, shown and checked.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html
 */
import { createHash } from 'node:crypto'
import { formatArn } from '../../core/arn.ts'
import { createIds } from '../../core/ids.ts'
import type { WorldOptions } from '../../core/world/world.ts'
import { invalidArgument, invalidRequest, s3Error } from '../errors/requests.ts'

export interface Encryption {
  /** `AES256`, `aws:kms`, `aws:kms:dsse`. Undefined with a key of the customer (SSE-C). */
  readonly algorithm: string | undefined
  /** The ARN of the KMS key. */
  readonly keyArn: string | undefined
  readonly usesBucketKey: boolean
  /** The MD5 of a customer's key in base64. */
  readonly customerKeyMd5: string | undefined
}

/** A bucket's default, as PutBucketEncryption takes it. */
export interface EncryptionRule {
  readonly ApplyServerSideEncryptionByDefault?: {
    readonly SSEAlgorithm: string
    readonly KMSMasterKeyID?: string
  }
  readonly BucketKeyEnabled?: boolean
  readonly BlockedEncryptionTypes?: unknown
}

/** Recorded: S3.md: a bucket's default since 2023. */
export const DEFAULT_ENCRYPTION: EncryptionRule = {
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
  BucketKeyEnabled: false,
}

export interface CustomerKeyMembers {
  readonly SSECustomerAlgorithm?: string
  readonly SSECustomerKey?: string
  readonly SSECustomerKeyMD5?: string
}

export const CUSTOMER_KEY_MEMBERS: readonly string[] = [
  'SSECustomerAlgorithm',
  'SSECustomerKey',
  'SSECustomerKeyMD5',
]

export interface EncryptionMembers extends CustomerKeyMembers {
  readonly ServerSideEncryption?: string
  readonly SSEKMSKeyId?: string
  readonly BucketKeyEnabled?: boolean
}

export const ENCRYPTION_MEMBERS: readonly string[] = [
  ...CUSTOMER_KEY_MEMBERS,
  'ServerSideEncryption',
  'SSEKMSKeyId',
  'SSEKMSEncryptionContext',
  'BucketKeyEnabled',
]

interface Place {
  readonly options: WorldOptions
  readonly region: string
}

const ALGORITHMS = ['AES256', 'aws:kms', 'aws:kms:dsse']

/** Returns the encryption of a new object. */
export function encryptionOf(
  request: EncryptionMembers,
  rule: EncryptionRule,
  place: Place,
): Encryption {
  checkCustomerKey(request, request.ServerSideEncryption)
  const { SSECustomerKeyMD5: customerKeyMd5 } = request
  if (customerKeyMd5 !== undefined) {
    return { algorithm: undefined, keyArn: undefined, usesBucketKey: false, customerKeyMd5 }
  }
  const byDefault = rule.ApplyServerSideEncryptionByDefault
  const algorithm = request.ServerSideEncryption ?? byDefault?.SSEAlgorithm ?? 'AES256'
  // Unverified: the message.
  if (!ALGORITHMS.includes(algorithm)) {
    throw invalidArgument(
      'The encryption method specified is not supported',
      'x-amz-server-side-encryption',
      algorithm,
    )
  }
  const isKms = algorithm !== 'AES256'
  if (request.SSEKMSKeyId !== undefined && !isKms) throw keyWithoutKms()
  const key =
    request.SSEKMSKeyId ??
    (byDefault?.SSEAlgorithm === algorithm ? byDefault.KMSMasterKeyID : undefined)
  return {
    algorithm,
    keyArn: isKms ? keyArnOf(key, place) : undefined,
    usesBucketKey: isKms && (request.BucketKeyEnabled ?? rule.BucketKeyEnabled ?? false),
    customerKeyMd5: undefined,
  }
}

// Seen: public reports quote S3.
const keyWithoutKms = (): Error =>
  invalidArgument(
    'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    'x-amz-server-side-encryption',
  )

/** Without a key S3 takes the account's own one for S3, which depends on account and region. */
function keyArnOf(key: string | undefined, { options, region }: Place): string {
  if (key?.startsWith('arn:')) return key
  const { accountId } = options
  const id = key ?? createIds(`aws/s3 ${accountId} ${region}`).uuid('key')
  return formatArn('kms', region, accountId, id.startsWith('alias/') ? id : `key/${id}`)
}

const NAME = 'x-amz-server-side-encryption'

/** Recorded by peers (LocalStack): messages and order. */
export function checkCustomerKey(
  { SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 }: CustomerKeyMembers,
  other?: string,
): void {
  if (SSECustomerKey === undefined && SSECustomerAlgorithm === undefined) return
  if (other !== undefined) {
    throw invalidArgument(
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
      NAME,
      other,
    )
  }
  if (SSECustomerAlgorithm === undefined) {
    throw customerKeyError('must provide a valid encryption algorithm.')
  }
  if (SSECustomerKey === undefined) {
    throw customerKeyError('must provide an appropriate secret key.')
  }
  if (SSECustomerAlgorithm !== 'AES256') {
    throw s3Error(
      'InvalidEncryptionAlgorithmError',
      'The Encryption request you specified is not valid. Supported value: AES256.',
      { fields: { ArgumentName: NAME, ArgumentValue: SSECustomerAlgorithm } },
    )
  }
  const key = Buffer.from(SSECustomerKey, 'base64')
  if (key.length !== 32) {
    throw invalidArgument('The secret key was invalid for the specified algorithm.', NAME, 'null')
  }
  if (createHash('md5').update(key).digest('base64') !== SSECustomerKeyMD5) {
    throw invalidArgument(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
      NAME,
      'null',
    )
  }
}

const customerKeyError = (demand: string): Error =>
  invalidArgument(
    `Requests specifying Server Side Encryption with Customer provided keys ${demand}`,
    NAME,
    'null',
  )

/** Checks the customer's key of a request that reads an object. */
export function checkKeyOfObject(
  request: CustomerKeyMembers,
  { customerKeyMd5 }: Encryption,
): void {
  checkCustomerKey(request)
  const given = request.SSECustomerKeyMD5
  if (customerKeyMd5 === undefined) {
    // Seen: public reports quote S3.
    if (given !== undefined) {
      throw invalidRequest('The encryption parameters are not applicable to this object.')
    }
    return
  }
  if (given === undefined) {
    throw invalidRequest(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    )
  }
  // Recorded by peers (LocalStack): the message.
  if (given !== customerKeyMd5) {
    throw s3Error(
      'AccessDenied',
      'Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
      { status: 403 },
    )
  }
}

/** The members of answers that show an object's encryption. */
export function shownEncryption(encryption: Encryption): Record<string, unknown> {
  const { algorithm, keyArn, usesBucketKey, customerKeyMd5 } = encryption
  return {
    ...(algorithm !== undefined && { ServerSideEncryption: algorithm }),
    ...(keyArn !== undefined && { SSEKMSKeyId: keyArn }),
    ...(usesBucketKey && { BucketKeyEnabled: true }),
    ...(customerKeyMd5 !== undefined && {
      SSECustomerAlgorithm: 'AES256',
      SSECustomerKeyMD5: customerKeyMd5,
    }),
  }
}

/** Recorded: test_s3_bucket_encryption_sse_kms: the ETag of such an object is not its MD5. */
export const hasOpaqueETag = ({ algorithm }: Encryption): boolean => algorithm !== 'AES256'
