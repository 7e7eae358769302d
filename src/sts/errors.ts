/** STS's errors, one factory per wording. */
import { ServiceError } from '../core/errors.ts'

export const validation = (message: string): ServiceError =>
  new ServiceError('ValidationError', message)

// Recorded: sts test_sts_invalid_parameters.
export const roleArnInvalid = (arn: string): ServiceError => validation(`${arn} is invalid`)

// AWS: "Methods to assume a role", role chaining: one hour at most.
export const chainedTooLong = (): ServiceError =>
  validation(
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  )

// Observed: public reports quote STS.
export const roleSessionTooLong = (): ServiceError =>
  validation('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')

// Observed: github.com/aws-actions/configure-aws-credentials/issues/271
export const webIdentityDenied = (): ServiceError =>
  new ServiceError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', {
    status: 403,
  })

// AWS: "Common errors", 403.
export const tokenExpired = (): ServiceError =>
  new ServiceError('ExpiredToken', 'The security token included in the request is expired', {
    status: 403,
  })

export const tokenInvalid = (): ServiceError =>
  new ServiceError(
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
    { status: 403 },
  )

// AWS: GetSessionToken and GetFederationToken: not with temporary credentials.
export const sessionOfSession = (operation: string): ServiceError =>
  new ServiceError('AccessDenied', `Cannot call ${operation} with session credentials`, {
    status: 403,
  })

// Recorded: sts test_assume_role_tag_validation.
export const transitiveTagMissing = (): ServiceError =>
  invalidValue('The specified transitive tag key must be included in the requested tags.')

// Recorded: sts test_assume_role_tag_validation.
export const duplicateTagKeys = (): ServiceError =>
  invalidValue('Duplicate tag keys found. Please note that Tag keys are case insensitive.')

// Recorded: sts test_assume_role_tag_validation.
export const tagConflict = (): ServiceError =>
  invalidValue(
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
  )

const invalidValue = (message: string): ServiceError =>
  new ServiceError('InvalidParameterValue', message)

export const policyMalformed = (): ServiceError =>
  new ServiceError('MalformedPolicyDocumentException', 'This policy contains invalid Json', {
    queryCode: 'MalformedPolicyDocument',
  })

// Seen in public threads.
export const audienceInvalid = (): ServiceError =>
  new ServiceError('InvalidIdentityTokenException', 'Incorrect token audience', {
    queryCode: 'InvalidIdentityToken',
  })

// Seen in public threads.
export const signatureInvalid = (): ServiceError =>
  new ServiceError(
    'InvalidIdentityTokenException',
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    { queryCode: 'InvalidIdentityToken' },
  )

// Unverified: the wordings of the three errors of web identities.
export const identityTokenInvalid = (): ServiceError =>
  new ServiceError('InvalidIdentityTokenException', 'The ID Token provided is not a valid JWT.', {
    queryCode: 'InvalidIdentityToken',
  })

export const identityTokenExpired = (now: number, expiry: number): ServiceError =>
  new ServiceError(
    'ExpiredTokenException',
    `Token expired: current date/time ${now} must be before the expiration date/time ${expiry}`,
  )
