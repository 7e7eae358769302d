/** Errors of raw requests: cross-origin ones, signed URLs, forms. One factory per wording. */
import type { ServiceError } from '../../core/errors.ts'
import { invalidArgument, s3Error, type Fields } from './requests.ts'

// Recorded: S3.md, section 10, here and below.
export const originMissing = (): ServiceError =>
  s3Error('BadRequest', 'Insufficient information. Origin request header needed.')

export const corsDisabled = (isBucket: boolean, method: string): ServiceError =>
  forbidden(
    isBucket
      ? 'CORSResponse: CORS is not enabled for this bucket.'
      : // Recorded by peers (LocalStack).
        'CORSResponse: Bucket not found',
    { Method: method, ResourceType: 'BUCKET' },
  )

export const corsRefused = (method: string): ServiceError =>
  forbidden(
    "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    { Method: method, ResourceType: 'OBJECT' },
  )

const forbidden = (message: string, fields: Fields): ServiceError =>
  s3Error('AccessForbidden', message, { status: 403, fields })

/** An error about the parameters of a signed URL. */
export const queryParametersWrong = (message: string, fields: Fields = {}): ServiceError =>
  s3Error('AuthorizationQueryParametersError', message, { fields })

const denied = (message: string, fields: Fields = {}): ServiceError =>
  s3Error('AccessDenied', message, { status: 403, fields })

export const requestExpired = (expires: Date, now: Date, seconds: number): ServiceError =>
  denied('Request has expired', {
    'X-Amz-Expires': seconds,
    Expires: withoutFraction(expires),
    ServerTime: withoutFraction(now),
  })

// Seen: public reports quote S3. Unverified: the fields.
export const requestTooEarly = (from: Date, now: Date, seconds: number): ServiceError =>
  denied('Request is not yet valid', {
    'X-Amz-Date': withoutFraction(from),
    ServerTime: withoutFraction(now),
    'X-Amz-Expires': seconds,
  })

const withoutFraction = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, 'Z')

export const headersNotSigned = (names: readonly string[]): ServiceError =>
  denied('There were headers present in the request which were not signed', {
    HeadersNotSigned: names.join(', '),
  })

export interface WrongSignature {
  readonly accessKeyId: string
  readonly provided: string
  readonly stringToSign: string
  /** Undefined for a form. */
  readonly canonicalRequest?: string
}

export const signatureWrong = ({
  accessKeyId,
  provided,
  stringToSign,
  canonicalRequest,
}: WrongSignature): ServiceError =>
  s3Error(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    {
      status: 403,
      fields: {
        AWSAccessKeyId: accessKeyId,
        StringToSign: stringToSign,
        SignatureProvided: provided,
        StringToSignBytes: bytesOf(stringToSign),
        ...(canonicalRequest !== undefined && {
          CanonicalRequest: canonicalRequest,
          CanonicalRequestBytes: bytesOf(canonicalRequest),
        }),
      },
    },
  )

/** Seen: public reports quote S3: two digits for each byte, separated by spaces. */
const bytesOf = (text: string): string =>
  Buffer.from(text)
    .toString('hex')
    .replace(/..(?=.)/g, '$& ')

// Seen: public reports quote S3.
export const tokenExpired = (): ServiceError =>
  s3Error('ExpiredToken', 'The provided token has expired.')

export const tokenInvalid = (): ServiceError =>
  s3Error('InvalidToken', 'The provided token is malformed or otherwise invalid.')

// Recorded by peers (LocalStack).
export const formFieldMissing = (name: string): ServiceError =>
  invalidArgument(
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    name,
    '',
  )

// AWS: ErrorResponses.html.
export const fileMissing = (): ServiceError =>
  s3Error(
    'IncorrectNumberOfFilesInPostRequest',
    'POST requires exactly one file upload per request.',
  )

// AWS: ErrorResponses.html.
export const malformedForm = (): ServiceError =>
  s3Error(
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  )

export const policyExpired = (): ServiceError =>
  denied('Invalid according to Policy: Policy expired.')

export const conditionFailed = (condition: string): ServiceError =>
  denied(`Invalid according to Policy: Policy Condition failed: ${condition}`)

// Seen: public reports quote S3.
export const extraFields = (names: readonly string[]): ServiceError =>
  denied(`Invalid according to Policy: Extra input fields: ${names.join(', ')}`)

// Recorded by peers (LocalStack).
export const policyWrong = (why: string): ServiceError =>
  s3Error('InvalidPolicyDocument', `Invalid Policy: ${why}`)

export const formTooSmall = (size: number, least: number): ServiceError =>
  s3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    fields: { ProposedSize: size, MinSizeAllowed: least },
  })
