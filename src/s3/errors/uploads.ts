/** Errors about multipart uploads. One factory per wording. */
import type { ServiceError } from '../../core/errors.ts'
import { MAX_PART_NUMBER, MIN_PART_BYTES } from '../limits.ts'
import { invalidArgument, invalidRequest, s3Error } from './requests.ts'

// Recorded: s3-m-7.
export const noSuchUpload = (uploadId: string): ServiceError =>
  s3Error(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { status: 404, fields: { UploadId: uploadId } },
  )

// Recorded: S3.md.
export const partNumberOutOfRange = (number: unknown): ServiceError =>
  invalidArgument(
    `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`,
    'partNumber',
    number,
  )

// Recorded: s3-m-1.
export const noParts = (): ServiceError => invalidRequest('You must specify at least one part')

// Recorded: s3-m-5.
export const partsOutOfOrder = (uploadId: string): ServiceError =>
  s3Error(
    'InvalidPartOrder',
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    { fields: { UploadId: uploadId } },
  )

// Recorded: s3-m-3: with two spaces, and the ETag without quotes.
export const invalidPart = (uploadId: string, number: number, eTag: string): ServiceError =>
  s3Error(
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { fields: { UploadId: uploadId, PartNumber: number, ETag: eTag } },
  )

// Recorded: test_multipart_complete_multipart_too_small.
export const partTooSmall = (number: number, size: number, eTag: string): ServiceError =>
  s3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    fields: {
      ProposedSize: size,
      MinSizeAllowed: MIN_PART_BYTES,
      PartNumber: number,
      ETag: eTag,
    },
  })

// Recorded by peers (LocalStack).
export const sizeDiffers = (given: number, computed: number): ServiceError =>
  invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${given} does not match what was computed: ${computed}`,
  )

// Recorded by peers (LocalStack).
export const checksumTypeUnfit = (type: string, algorithm: string): ServiceError =>
  invalidRequest(
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  )

// Recorded by peers (LocalStack).
export const partChecksumMissing = (algorithm: string, number: number): ServiceError =>
  invalidRequest(
    `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
  )

// Recorded by peers (LocalStack): in lower case.
export const partChecksumDiffers = (algorithm: string, number: number): ServiceError =>
  s3Error(
    'BadDigest',
    `The ${algorithm.toLowerCase()} you specified for part ${number} did not match what we received.`,
  )

// Recorded by peers (LocalStack): `null` for none.
export const checksumAlgorithmDiffers = (expected: string, actual: string): ServiceError =>
  invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${expected.toLowerCase()}, actual checksum Type: ${actual.toLowerCase()}`,
  )

// Recorded by peers (LocalStack): in lower case.
export const objectChecksumDiffers = (algorithm: string): ServiceError =>
  s3Error(
    'BadDigest',
    `The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`,
  )

// Recorded: s3-m-range-3.
export const malformedCopyRange = (range: string): ServiceError =>
  invalidArgument(
    'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    'x-amz-copy-source-range',
    range,
  )

// Recorded: test_upload_part_copy_range.
export const copyRangeTooLong = (range: string, size: number): ServiceError =>
  invalidArgument(
    `Range specified is not valid for source object of size: ${size}`,
    'x-amz-copy-source-range',
    range,
  )

// Recorded: test_upload_part_copy_range.
export const copyRangeBeyondEnd = (): ServiceError =>
  invalidRequest('The specified copy range is invalid for the source object size')

// Recorded by peers (LocalStack).
export const partEncryptionMissing = (): ServiceError =>
  invalidRequest(
    'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
  )

// Recorded by peers (LocalStack).
export const partEncryptionDiffers = (): ServiceError =>
  invalidRequest('The provided encryption parameters did not match the ones used originally.')

// Recorded by peers (LocalStack): a type other than that of the upload.
export const checksumTypeDiffers = (given: string, declared: string | undefined): ServiceError =>
  invalidRequest(
    `The upload was created using the ${declared ?? 'null'} checksum mode. The complete request must use the same checksum mode. ${given}`,
  )
