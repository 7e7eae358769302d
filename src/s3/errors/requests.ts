/** Errors that are about a request instead of a bucket or an object. One factory per wording. */
import { ServiceError } from '../../core/errors.ts'

export type Fields = Readonly<Record<string, unknown>>

export interface ErrorParts {
  readonly status?: number
  /** The elements of the XML beside code and message, in AWS's order. */
  readonly fields?: Fields
  readonly headers?: Readonly<Record<string, string>>
}

export const s3Error = (code: string, message: string, parts: ErrorParts = {}): ServiceError =>
  new ServiceError(code, message, parts)

export const invalidArgument = (message: string, name: string, value?: unknown): ServiceError =>
  s3Error('InvalidArgument', message, {
    fields: { ArgumentName: name, ...(value !== undefined && { ArgumentValue: value }) },
  })

export const invalidRequest = (message: string): ServiceError => s3Error('InvalidRequest', message)

// Recorded: test_bucket_versioning_crud.
export const malformedXml = (): ServiceError =>
  s3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  )

// Recorded: S3.md.
export const accessDenied = (fields: Fields = {}): ServiceError =>
  s3Error('AccessDenied', 'Access Denied', { status: 403, fields })

// Recorded: S3.md.
export const invalidOwner = (owner: string): ServiceError =>
  s3Error(
    'InvalidBucketOwnerAWSAccountID',
    `The value of the expected bucket owner parameter must be an AWS Account ID... [${owner}]`,
  )

// Recorded: s3-cw-3, s3-cw-7.
export const conditionNotImplemented = (header: string): ServiceError =>
  notImplemented(header, `We don't accept the provided value of ${header} header for this API`)

// Recorded: s3-cw-8.
export const conditionsCombined = (): ServiceError =>
  notImplemented(
    'If-Match,If-None-Match',
    'Multiple conditional request headers present in the request',
  )

// Recorded: S3.md.
export const notImplemented = (header: string, additionalMessage?: string): ServiceError =>
  s3Error('NotImplemented', 'A header you provided implies functionality that is not implemented', {
    status: 501,
    fields: { Header: header, ...(additionalMessage !== undefined && { additionalMessage }) },
  })

// Recorded: s3-pre-1.
export const preconditionFailed = (condition: string): ServiceError =>
  s3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    fields: { Condition: condition },
  })

// Recorded: s3-pre-4. The answer has no body.
export const notModified = (headers: Readonly<Record<string, string>>): ServiceError =>
  s3Error('NotModified', 'Not Modified', { status: 304, headers })

// Recorded: s3-cw-12.
export const conditionConflict = (condition: string, key: string): ServiceError =>
  s3Error(
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
    { status: 409, fields: { Condition: condition, Key: key } },
  )

// Recorded: s3-md5-1.
export const invalidDigest = (digest: string): ServiceError =>
  s3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.', {
    fields: { 'Content-MD5': digest },
  })

// Recorded: S3.md.
export const badContentMd5 = (expected: string, calculated: string): ServiceError =>
  s3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
    fields: { ExpectedDigest: expected, CalculatedDigest: calculated },
  })

// Recorded: s3-ck-crc32-b64.
export const invalidChecksum = (algorithm: string): ServiceError =>
  invalidRequest(`Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`)

// Recorded: test_put_object_checksum.
export const badChecksum = (algorithm: string): ServiceError =>
  s3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`)

// Recorded: S3.md.
export const severalChecksums = (): ServiceError =>
  invalidRequest(
    'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
  )

// Seen: public reports of S3-compatible servers quote S3.
export const checksumMissing = (): ServiceError =>
  invalidRequest(
    'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
  )

// Seen: public reports quote S3.
export const invalidChecksumAlgorithm = (): ServiceError =>
  invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.')

// Recorded by peers (LocalStack).
export const missingSecurityHeader = (): ServiceError =>
  s3Error('MissingSecurityHeader', 'Your request was missing a required header', {
    fields: { MissingHeaderName: 'x-amz-acl' },
  })
