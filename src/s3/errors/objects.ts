/** Errors about objects and their versions. One factory per wording. */
import type { ServiceError } from '../../core/errors.ts'
import { MAX_KEY_BYTES, MAX_METADATA_BYTES } from '../limits.ts'
import { invalidArgument, invalidRequest, s3Error, type ErrorParts } from './requests.ts'

// Recorded: s3-cw-6.
export const noSuchKey = (key: string, headers: ErrorParts['headers'] = {}): ServiceError =>
  s3Error('NoSuchKey', 'The specified key does not exist.', {
    status: 404,
    fields: { Key: key },
    headers,
  })

// Recorded: s3-v-2.
export const noSuchVersion = (key: string, versionId: string): ServiceError =>
  s3Error('NoSuchVersion', 'The specified version does not exist.', {
    status: 404,
    fields: { Key: key, VersionId: versionId },
  })

// Recorded: s3-c-7.
export const invalidVersionId = (versionId: string): ServiceError =>
  invalidArgument('Invalid version id specified', 'versionId', versionId)

// Recorded: s3-v-2.
export const methodNotAllowed = (method: string, versionId: string): ServiceError =>
  s3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    status: 405,
    fields: { Method: method, ResourceType: 'DeleteMarker' },
    headers: {
      'x-amz-delete-marker': 'true',
      'x-amz-version-id': versionId,
      allow: 'DELETE',
    },
  })

// AWS: ErrorResponses.html. Recorded by peers: the fields.
export const keyTooLong = (size: number): ServiceError =>
  s3Error('KeyTooLongError', 'Your key is too long', {
    fields: { MaxSizeAllowed: MAX_KEY_BYTES, Size: size },
  })

// AWS: object-keys.html: a key never has more `..` than other segments before them.
// Unverified: that the code is the one of ErrorResponses.html.
export const invalidUri = (uri: string): ServiceError =>
  s3Error('InvalidURI', "Couldn't parse the specified URI.", { fields: { URI: uri } })

// AWS: ErrorResponses.html.
export const metadataTooLarge = (size: number): ServiceError =>
  s3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
    fields: { Size: size, MaxSizeAllowed: MAX_METADATA_BYTES },
  })

// Recorded: S3.md.
export const invalidStorageClass = (storageClass: string): ServiceError =>
  s3Error('InvalidStorageClass', 'The storage class you specified is not valid', {
    fields: { StorageClassRequested: storageClass },
  })

// Recorded: s3-class-deep_archive.
export const invalidObjectState = (storageClass: string): ServiceError =>
  s3Error('InvalidObjectState', "The operation is not valid for the object's storage class", {
    status: 403,
    fields: { StorageClass: storageClass },
  })

// Recorded: S3.md.
export const invalidSourceState = (storageClass: string): ServiceError =>
  s3Error('InvalidObjectState', "Operation is not valid for the source object's storage class", {
    status: 403,
    fields: { StorageClass: storageClass },
  })

// Recorded: s3-range-bad--0.
export const invalidRange = (range: string, size: number): ServiceError =>
  s3Error('InvalidRange', 'The requested range is not satisfiable', {
    status: 416,
    fields: { RangeRequested: range, ActualObjectSize: size },
  })

// Recorded: s3-m-10.
export const invalidPartNumber = (requested: number, count: number): ServiceError =>
  s3Error('InvalidPartNumber', 'The requested partnumber is not satisfiable', {
    status: 416,
    fields: { PartNumberRequested: requested, ActualPartCount: count },
  })

// Recorded: s3-m-10.
export const rangeAndPart = (): ServiceError =>
  invalidRequest('Cannot specify both Range header and partNumber query parameter')

// Recorded: test_s3_copy_object_in_place.
export const copyOntoItself = (): ServiceError =>
  invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  )

// Recorded: S3.md.
export const invalidCopySource = (source: string): ServiceError =>
  invalidArgument('Invalid copy source object key', 'x-amz-copy-source', source)

// Recorded: test_delete_object_versioned.
export const copyOfMarker = (): ServiceError =>
  invalidRequest(
    'The source of a copy request may not specifically refer to a delete marker by version id.',
  )

// Recorded: test_s3_get_object_header_overrides.
export const notLatin1 = (name: string, value: string): ServiceError =>
  invalidArgument('Header value cannot be represented using ISO-8859-1.', name, value)

// Recorded: S3.md.
export const objectLocked = (): ServiceError =>
  s3Error('AccessDenied', 'Access Denied because object protected by object lock.', {
    status: 403,
  })

// AWS: ErrorResponses.html.
export const keyMissing = (): ServiceError =>
  s3Error(
    'UserKeyMustBeSpecified',
    'The bucket POST must contain the specified field name. If it is specified, check the order of the fields.',
  )

// AWS: ErrorResponses.html.
export const entityTooLarge = (size: number, most: number): ServiceError =>
  s3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    fields: { ProposedSize: size, MaxSizeAllowed: most },
  })
