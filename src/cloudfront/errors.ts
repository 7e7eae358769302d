/**
 * CloudFront's errors, one factory per wording.
 *
 * AWS: the API reference has the codes. Seen: public reports quote the messages without a mark.
 */
import type { ServiceError } from '../core/errors.ts'
import { model } from './api/define-operation.ts'
import type { CloudFrontErrorCode } from './api/model.ts'

type NoSuch = Extract<CloudFrontErrorCode, `NoSuch${string}`>

/** The names of resources in errors. Unverified: all but distribution and origin. */
const NOUNS: Partial<Readonly<Record<NoSuch, string>>> = {
  NoSuchDistribution: 'distribution',
  NoSuchInvalidation: 'invalidation',
  NoSuchCachePolicy: 'cache policy',
  NoSuchOriginRequestPolicy: 'origin request policy',
  NoSuchResponseHeadersPolicy: 'response headers policy',
  NoSuchOriginAccessControl: 'origin access control',
  NoSuchPublicKey: 'public key',
  NoSuchFunctionExists: 'function',
  NoSuchResource: 'resource',
}

export const notFound = (code: NoSuch): ServiceError =>
  model.error(code, `The specified ${NOUNS[code] ?? 'resource'} does not exist.`)

export const originNotFound = (): ServiceError =>
  model.error(
    'NoSuchOrigin',
    'One or more of your cache behavior target origins or origin groups do not exist.',
  )

export const invalidArgument = (message: string): ServiceError =>
  model.error('InvalidArgument', message)

export const invalidOrigin = (
  message: string = 'The specified origin server does not exist or is not valid.',
): ServiceError => model.error('InvalidOrigin', message)

export const inconsistentQuantities = (): ServiceError =>
  model.error('InconsistentQuantities', "The value of Quantity and the size of Items don't match.")

export const ifMatchMissing = (): ServiceError =>
  model.error(
    'InvalidIfMatchVersion',
    'The If-Match version is missing or not valid for the resource.',
  )

export const preconditionFailed = (): ServiceError =>
  model.error(
    'PreconditionFailed',
    "The request failed because it didn't meet the preconditions in one or more request-header fields.",
  )

export const notDisabled = (): ServiceError =>
  model.error(
    'DistributionNotDisabled',
    'The distribution you are trying to delete has not been disabled.',
  )

export const distributionExists = (id: string): ServiceError =>
  model.error(
    'DistributionAlreadyExists',
    `The caller reference that you are using to create a distribution is associated with another distribution. Already exists: ${id}`,
  )

export const aliasTaken = (): ServiceError =>
  model.error(
    'CNAMEAlreadyExists',
    'One or more of the CNAMEs you provided are already associated with a different resource.',
  )

export const certificateMissing = (): ServiceError =>
  model.error(
    'InvalidViewerCertificate',
    'To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name. For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements',
  )

export const ttlOrder = (): ServiceError =>
  model.error(
    'InvalidTTLOrder',
    'The specified TTL order is not valid. The order should be MinTTL <= DefaultTTL <= MaxTTL.',
  )

export const lambdaAssociation = (message: string): ServiceError =>
  model.error('InvalidLambdaFunctionAssociation', message)

export const functionAssociation = (message: string): ServiceError =>
  model.error('InvalidFunctionAssociation', message)

export const rootObjectInvalid = (): ServiceError =>
  model.error(
    'InvalidDefaultRootObject',
    'The default root object file name is too big or contains an invalid character.',
  )

export const illegalOfManaged = (code: 'IllegalDelete' | 'IllegalUpdate'): ServiceError =>
  model.error(code, 'You cannot change or delete a managed policy.')

export const inUse = (code: CloudFrontErrorCode, noun: string): ServiceError =>
  model.error(code, `The specified ${noun} is currently associated to one or more resources.`)

export const alreadyExists = (code: CloudFrontErrorCode, noun: string): ServiceError =>
  model.error(code, `The ${noun} already exists. You must provide a unique name.`)

export const tooMany = (code: CloudFrontErrorCode, noun: string): ServiceError =>
  model.error(code, `Your request contains more ${noun} than are allowed.`)

export const functionTooLarge = (): ServiceError =>
  model.error('FunctionSizeLimitExceeded', 'The function is too large.')

export const testFailed = (message: string): ServiceError =>
  model.error('TestFunctionFailed', message)
