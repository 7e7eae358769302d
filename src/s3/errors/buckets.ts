/** Errors about buckets and their settings. One factory per wording. */
import type { ServiceError } from '../../core/errors.ts'
import { invalidArgument, invalidRequest, s3Error } from './requests.ts'

const notFound = (code: string, message: string, bucket: string): ServiceError =>
  s3Error(code, message, { status: 404, fields: { BucketName: bucket } })

// Recorded: S3.md.
export const noSuchBucket = (bucket: string): ServiceError =>
  notFound('NoSuchBucket', 'The specified bucket does not exist', bucket)

// Recorded: s3-b-1.
export const invalidBucketName = (bucket: string): ServiceError =>
  s3Error('InvalidBucketName', 'The specified bucket is not valid.', {
    fields: { BucketName: bucket },
  })

// Recorded: S3.md.
export const alreadyOwned = (bucket: string): ServiceError =>
  s3Error(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    { status: 409, fields: { BucketName: bucket } },
  )

// Recorded: s3-c-13.
export const bucketNotEmpty = (bucket: string, isVersioned: boolean): ServiceError =>
  s3Error(
    'BucketNotEmpty',
    `The bucket you tried to delete is not empty${
      isVersioned ? '. You must delete all versions in the bucket.' : ''
    }`,
    { status: 409, fields: { BucketName: bucket } },
  )

// AWS: ErrorResponses.html.
export const tooManyBuckets = (): ServiceError =>
  s3Error('TooManyBuckets', 'You have attempted to create more buckets than allowed')

// Recorded: S3.md: `constraint`: `unspecified` if it is absent.
export const illegalLocation = (constraint: string): ServiceError =>
  s3Error(
    'IllegalLocationConstraintException',
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  )

// Recorded: S3.md.
export const invalidLocation = (constraint: string): ServiceError =>
  s3Error('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
    fields: { LocationConstraint: constraint },
  })

// AWS: ErrorResponses.html, UsingRouting.html.
export const permanentRedirect = (bucket: string, region: string): ServiceError =>
  s3Error(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    {
      status: 301,
      fields: { Endpoint: `${bucket}.s3.${region}.amazonaws.com`, Bucket: bucket },
      headers: { 'x-amz-bucket-region': region },
    },
  )

// Recorded: s3-b-none-1.
export const noSuchPolicy = (bucket: string): ServiceError =>
  notFound('NoSuchBucketPolicy', 'The bucket policy does not exist', bucket)

// Recorded: S3.md.
export const noSuchCors = (bucket: string): ServiceError =>
  notFound('NoSuchCORSConfiguration', 'The CORS configuration does not exist', bucket)

// Recorded: s3-b-none-3.
export const noSuchLifecycle = (bucket: string): ServiceError =>
  notFound('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', bucket)

// Recorded: S3.md.
export const noSuchWebsite = (bucket: string): ServiceError =>
  notFound(
    'NoSuchWebsiteConfiguration',
    'The specified bucket does not have a website configuration',
    bucket,
  )

// Recorded: s3-b-none-5.
export const noSuchTagSet = (bucket: string): ServiceError =>
  notFound('NoSuchTagSet', 'The TagSet does not exist', bucket)

// Recorded: s3-b-none-6.
export const noSuchReplication = (bucket: string): ServiceError =>
  notFound(
    'ReplicationConfigurationNotFoundError',
    'The replication configuration was not found',
    bucket,
  )

// Recorded: S3.md.
export const noSuchObjectLock = (bucket: string): ServiceError =>
  notFound(
    'ObjectLockConfigurationNotFoundError',
    'Object Lock configuration does not exist for this bucket',
    bucket,
  )

// Recorded: S3.md.
export const noSuchPublicAccessBlock = (bucket: string): ServiceError =>
  notFound(
    'NoSuchPublicAccessBlockConfiguration',
    'The public access block configuration was not found',
    bucket,
  )

// Recorded: test_crud_bucket_ownership_controls.
export const noSuchOwnershipControls = (bucket: string): ServiceError =>
  notFound('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found', bucket)

// Recorded: s3-b-policy-1, s3-b-policy-3.
export const malformedPolicy = (message: string): ServiceError =>
  s3Error('MalformedPolicy', message)

// AWS: access-control-block-public-access.html: BlockPublicPolicy. Seen: public reports.
export const publicPolicyBlocked = (): ServiceError =>
  s3Error(
    'AccessDenied',
    'Access Denied because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
    { status: 403 },
  )

// Recorded: test_bucket_versioning_crud.
export const versioningMissing = (): ServiceError =>
  s3Error('IllegalVersioningConfigurationException', 'The Versioning element must be specified')

const invalidBucketState = (message: string): ServiceError =>
  s3Error('InvalidBucketState', message, { status: 409 })

// Recorded: S3.md.
export const lockNeedsVersioning = (): ServiceError =>
  invalidBucketState(
    "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
  )

// Recorded: S3.md.
export const versioningLocked = (): ServiceError =>
  invalidBucketState(
    'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
  )

// Recorded: S3.md.
export const lockMissing = (): ServiceError =>
  invalidRequest('Bucket is missing Object Lock Configuration')

// Recorded by peers (LocalStack): writes have other words.
export const lockMissingForWrite = (): ServiceError =>
  invalidRequest('Bucket is missing ObjectLockConfiguration')

// Seen: versity/versitygw#1738, which quotes S3.
export const periodNotPositive = (argument: string): ServiceError =>
  invalidArgument('Default retention period must be a positive integer value.', argument)

// AWS: object-lock.html: at most 100 years. Recorded by peers (mantle): the wording.
export const periodTooLarge = (argument: string): ServiceError =>
  invalidArgument('Default retention period too large.', argument)

// Recorded: S3.md.
export const objectNotLocked = (): ServiceError =>
  s3Error(
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
    { status: 404 },
  )

// AWS: about-object-ownership.html.
export const aclNotSupported = (): ServiceError =>
  s3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs')

const invalidTag = (message: string, fields: Readonly<Record<string, unknown>>): ServiceError =>
  s3Error('InvalidTag', message, { fields })

// Recorded: s3-tag-4.
export const reservedObjectTag = (key: string): ServiceError =>
  invalidTag('Your TagKey cannot be prefixed with aws:', { TagKey: key })

// Recorded: s3-tag-5.
export const reservedBucketTag = (key: string): ServiceError =>
  invalidTag('System tags cannot be added/updated by requester', { TagKey: key })

// Recorded by peers (LocalStack).
export const repeatedTag = (key: string): ServiceError =>
  invalidTag('Cannot provide multiple Tags with the same key', { TagKey: key })

// Recorded by peers (LocalStack).
export const invalidTagKey = (key: string): ServiceError =>
  invalidTag('The TagKey you have provided is invalid', { TagKey: key })

// Recorded by peers (LocalStack).
export const invalidTagValue = (key: string, value: string): ServiceError =>
  invalidTag('The TagValue you have provided is invalid', { TagKey: key, TagValue: value })

// AWS: ErrorResponses.html. Seen: public reports quote the numbers.
export const tooManyTags = (most: number): ServiceError =>
  s3Error(
    'BadRequest',
    most === 10
      ? 'Object tags cannot be greater than 10'
      : `Bucket tag count cannot be greater than ${most}`,
  )

// Seen: public reports quote S3 (terraform-provider-aws#28353).
export const aclWithOwnership = (): ServiceError =>
  s3Error(
    'InvalidBucketAclWithObjectOwnership',
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  )

// Recorded by peers (LocalStack).
export const logTargetMissing = (target: string): ServiceError =>
  s3Error('InvalidTargetBucketForLogging', 'The target bucket for logging does not exist', {
    fields: { TargetBucket: target },
  })

// Recorded by peers (LocalStack).
export const malformedAcl = (): ServiceError =>
  s3Error(
    'MalformedACLError',
    'The XML you provided was not well-formed or did not validate against our published schema',
  )
