/**
 * S3's errors, for faults that a test plans by name.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
import type { KnownError } from '../../core/handles/planned-faults.ts'

const error = (status: number, message: string): KnownError => ({ status, message })

export const KNOWN_ERRORS: Readonly<Record<string, KnownError>> = {
  AccessDenied: error(403, 'Access Denied'),
  AccountProblem: error(
    403,
    'There is a problem with your AWS account that prevents the operation from completing successfully.',
  ),
  AllAccessDisabled: error(403, 'All access to this Amazon S3 resource has been disabled.'),
  BadDigest: error(400, 'The Content-MD5 you specified did not match what we received.'),
  BucketAlreadyExists: error(
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
  ),
  BucketAlreadyOwnedByYou: error(
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
  ),
  BucketNotEmpty: error(409, 'The bucket you tried to delete is not empty'),
  ConditionalRequestConflict: error(
    409,
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
  ),
  EntityTooLarge: error(400, 'Your proposed upload exceeds the maximum allowed size'),
  EntityTooSmall: error(400, 'Your proposed upload is smaller than the minimum allowed size'),
  ExpiredToken: error(400, 'The provided token has expired.'),
  IdempotencyParameterMismatch: error(
    400,
    'Parameters on this idempotent request are inconsistent with parameters used in previous request(s).',
  ),
  IncompleteBody: error(
    400,
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  ),
  InternalError: error(500, 'We encountered an internal error. Please try again.'),
  InvalidAccessKeyId: error(
    403,
    'The AWS Access Key Id you provided does not exist in our records.',
  ),
  InvalidArgument: error(400, 'Invalid Argument'),
  InvalidBucketName: error(400, 'The specified bucket is not valid.'),
  InvalidBucketState: error(409, 'The request is not valid with the current state of the bucket.'),
  InvalidDigest: error(400, 'The Content-MD5 you specified was invalid.'),
  InvalidObjectState: error(403, "The operation is not valid for the object's storage class"),
  InvalidPart: error(
    400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  ),
  InvalidPartOrder: error(
    400,
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
  ),
  InvalidRange: error(416, 'The requested range is not satisfiable'),
  InvalidRequest: error(400, 'Invalid Request'),
  InvalidStorageClass: error(400, 'The storage class you specified is not valid'),
  InvalidTag: error(400, 'The tag provided was not valid.'),
  InvalidToken: error(400, 'The provided token is malformed or otherwise invalid.'),
  InvalidWriteOffset: error(
    400,
    'The write offset value that you specified does not match the current object size.',
  ),
  EncryptionTypeMismatch: error(
    400,
    'The existing object was created with a different encryption type. Subsequent write requests must include the appropriate encryption parameters in the request or while creating the session.',
  ),
  KeyTooLongError: error(400, 'Your key is too long'),
  MalformedXML: error(
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  ),
  MetadataTooLarge: error(400, 'Your metadata headers exceed the maximum allowed metadata size'),
  MethodNotAllowed: error(405, 'The specified method is not allowed against this resource.'),
  MissingRequestBodyError: error(400, 'Request Body is empty'),
  MissingContentLength: error(411, 'You must provide the Content-Length HTTP header.'),
  NoSuchBucket: error(404, 'The specified bucket does not exist'),
  NoSuchBucketPolicy: error(404, 'The bucket policy does not exist'),
  NoSuchCORSConfiguration: error(404, 'The CORS configuration does not exist'),
  NoSuchKey: error(404, 'The specified key does not exist.'),
  NoSuchLifecycleConfiguration: error(404, 'The lifecycle configuration does not exist'),
  NoSuchTagSet: error(404, 'The TagSet does not exist'),
  NoSuchUpload: error(
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  ),
  NoSuchVersion: error(404, 'The specified version does not exist.'),
  NoSuchWebsiteConfiguration: error(
    404,
    'The specified bucket does not have a website configuration',
  ),
  NotFound: error(404, 'Not Found'),
  NotImplemented: error(501, 'A header you provided implies functionality that is not implemented'),
  ObjectAlreadyInActiveTierError: error(
    403,
    'This action is not allowed against this storage tier.',
  ),
  ObjectNotInActiveTierError: error(
    403,
    'The source object of the COPY action is not in the active tier and is only stored in Amazon S3 Glacier.',
  ),
  OperationAborted: error(
    409,
    'A conflicting conditional operation is currently in progress against this resource. Please try again.',
  ),
  PermanentRedirect: error(
    301,
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
  ),
  PreconditionFailed: error(412, 'At least one of the pre-conditions you specified did not hold'),
  RequestTimeTooSkewed: error(
    403,
    'The difference between the request time and the current time is too large.',
  ),
  RequestTimeout: error(
    400,
    'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
  ),
  RestoreAlreadyInProgress: error(409, 'Object restore is already in progress'),
  ServiceUnavailable: error(503, 'Service is unable to handle request.'),
  SignatureDoesNotMatch: error(
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ),
  SlowDown: error(503, 'Please reduce your request rate.'),
  TooManyBuckets: error(400, 'You have attempted to create more buckets than allowed'),
  TooManyParts: error(400, 'You have attempted to add more parts than the maximum of 10000.'),
}
