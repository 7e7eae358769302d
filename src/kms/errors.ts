/** KMS's errors, one factory per wording. */
// Recorded: kms test_kms, where a wording has no other source. The status is 400 for all of them.
import { ServiceError } from '../core/errors.ts'

const error = (code: string, message: string): ServiceError => new ServiceError(code, message)

export const validation = (message: string): ServiceError => error('ValidationException', message)

// Recorded: kms-e1.
export const keyIdInvalid = (id: string): ServiceError =>
  error('NotFoundException', `Invalid keyId '${id}'`)

export const keyNotFound = (arn: string): ServiceError =>
  error('NotFoundException', `Key '${arn}' does not exist`)

export const arnOfOtherRegion = (region: string): ServiceError =>
  error('NotFoundException', `Invalid arn ${region}`)

export const aliasNotFound = (arn: string): ServiceError =>
  error('NotFoundException', `Alias ${arn} is not found.`)

export const aliasExists = (arn: string): ServiceError =>
  error('AlreadyExistsException', `An alias with the name ${arn} already exists`)

// Recorded: kms-e4.
export const aliasPrefix = (): ServiceError =>
  validation(
    'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  )

// AWS: CreateAlias: names of AWS managed keys. Unverified: code and wording.
export const aliasReserved = (): ServiceError =>
  error('NotAuthorizedException', 'Alias names that begin with alias/aws/ are reserved.')

export const keyDisabled = (arn: string): ServiceError =>
  error('DisabledException', `${arn} is disabled.`)

export const keyPendingDeletion = (arn: string): ServiceError =>
  error('KMSInvalidStateException', `${arn} is pending deletion.`)

// Recorded: kms test_kms.
export const keyPendingImport = (arn: string): ServiceError =>
  error('KMSInvalidStateException', `${arn} is pending import.`)

// Unverified: the wording.
export const originInvalid = (arn: string, origin: string): ServiceError =>
  error(
    'UnsupportedOperationException',
    `${arn} origin is ${origin} which is not valid for this operation.`,
  )

// AWS: ImportKeyMaterial. Unverified: the wordings.
export const importTokenInvalid = (): ServiceError => error('InvalidImportTokenException', '')

export const importTokenExpired = (): ServiceError => error('ExpiredImportTokenException', '')

export const materialIncorrect = (): ServiceError => error('IncorrectKeyMaterialException', '')

export const validToInvalid = (): ServiceError =>
  validation(
    'ValidTo must be set if, and only if, the key material expires, to a time within the next 365 days.',
  )

export const keyNotPendingDeletion = (arn: string): ServiceError =>
  error('KMSInvalidStateException', `${arn} is not pending deletion.`)

export const usageInvalid = (arn: string, usage: string, operation: string): ServiceError =>
  error(
    'InvalidKeyUsageException',
    `${arn} key usage is ${usage} which is not valid for ${operation}.`,
  )

export const algorithmInvalid = (algorithm: string, spec: string): ServiceError =>
  error('InvalidKeyUsageException', `Algorithm ${algorithm} is incompatible with key spec ${spec}.`)

export const incorrectKey = (): ServiceError =>
  error(
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  )

/** Recorded: the message is empty. */
export const invalidCiphertext = (): ServiceError => error('InvalidCiphertextException', '')

/** Recorded: the message is empty. */
export const invalidSignature = (): ServiceError => error('KMSInvalidSignatureException', '')

/** Unverified: the message is empty, as that of a signature. */
export const invalidMac = (): ServiceError => error('KMSInvalidMacException', '')

export const dryRun = (): ServiceError =>
  error(
    'DryRunOperationException',
    'The request would have succeeded, but the DryRun option is set.',
  )

export const plaintextTooLong = (algorithm: string, spec: string, most: number): ServiceError =>
  validation(
    `Algorithm ${algorithm} and key spec ${spec} cannot encrypt data larger than ${most} bytes.`,
  )

export const digestLength = (algorithm: string): ServiceError =>
  validation(`Digest is invalid length for algorithm ${algorithm}.`)

export const bytesRequired = (): ServiceError => validation('NumberOfBytes is required.')

// Unverified: the wording.
export const dataKeySize = (): ServiceError =>
  validation('Please specify either number of bytes or key spec.')

export const specUnsupported = (spec: string, usage: string): ServiceError =>
  validation(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`)

export const usageRequired = (spec: string): ServiceError =>
  validation(
    `You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys. KeySpec: ${spec}`,
  )

export const symmetricOnly = (): ServiceError =>
  error('UnsupportedOperationException', 'The operation is only valid for symmetric keys.')

// AWS: RotateKeyOnDemand. Unverified: the wording.
export const tooManyRotations = (arn: string, most: number): ServiceError =>
  error('LimitExceededException', `${arn} has been rotated on demand ${most} times already.`)

export const publicKeyOfSymmetric = (arn: string): ServiceError =>
  error('UnsupportedOperationException', `${arn} is a symmetric key, which has no public key.`)

export const deletionWindow = (): ServiceError =>
  validation('PendingWindowInDays must be between 7 and 30 days.')

export const tagError = (message: string): ServiceError => error('TagException', message)

export const invalidMarker = (): ServiceError =>
  error('InvalidMarkerException', 'The marker is not valid.')

// AWS: CreateGrant. Unverified: the wording.
export const arnInvalid = (arn: string): ServiceError =>
  error('InvalidArnException', `ARN does not refer to a valid principal: ${arn}`)

// AWS: CreateGrant, Operations. Unverified: the wording.
export const grantOperation = (operation: string, spec: string, usage: string): ServiceError =>
  validation(
    `Grant operation ${operation} is not supported for KeySpec ${spec} with KeyUsage ${usage}.`,
  )

// AWS: RevokeGrant. Unverified: the wording.
export const grantNotFound = (id: string): ServiceError =>
  error('NotFoundException', `Grant ID ${id} not found`)

// AWS: RetireGrant. Unverified: the wording.
export const grantTokenInvalid = (): ServiceError =>
  error('InvalidGrantTokenException', 'The grant token is not valid.')

// AWS: RetireGrant. Unverified: the wording.
export const grantToRetire = (): ServiceError =>
  validation('Please specify either a grant token, or a key ID and a grant ID.')

export const policyMalformed = (): ServiceError =>
  error('MalformedPolicyDocumentException', 'The policy is not valid JSON.')
