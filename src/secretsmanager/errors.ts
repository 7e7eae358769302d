/** Secrets Manager's errors, one factory per wording. Its message member is `Message`. */
import { ServiceError } from '../core/errors.ts'

const error = (code: string, message: string): ServiceError => new ServiceError(code, message)

export const invalidParameter = (message: string): ServiceError =>
  error('InvalidParameterException', message)

export const invalidRequest = (message: string): ServiceError =>
  error('InvalidRequestException', message)

// Seen: public issues of replicas that are written to.
export const replicaReadOnly = (): ServiceError =>
  invalidRequest(
    "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
  )

// AWS: DeleteSecret. Unverified: the wording.
export const hasReplicas = (name: string): ServiceError =>
  invalidParameter(`You can't delete secret ${name} that still has replica regions.`)

// Unverified: the wording.
export const replicaRegionInvalid = (region: string): ServiceError =>
  invalidParameter(`Invalid replica region: ${region}.`)

// Unverified: the wording.
export const notReplica = (): ServiceError => invalidRequest('The secret is not a replica secret.')

// Recorded: sm-e1.
export const secretNotFound = (): ServiceError =>
  error('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")

// Recorded: secretsmanager test_put_secret_value_with_version_stages.
export const stageNotFound = (stage: string): ServiceError =>
  error(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for staging label: ${stage}`,
  )

export const versionNotFound = (versionId: string): ServiceError =>
  error(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for VersionId: ${versionId}`,
  )

// Recorded: secretsmanager test_create_multi_secrets.
export const secretExists = (name: string): ServiceError =>
  error(
    'ResourceExistsException',
    `The operation failed because the secret ${name} already exists.`,
  )

// Recorded: secretsmanager test_create_secret_marked_for_deletion.
export const nameScheduledForDeletion = (): ServiceError =>
  invalidRequest(
    "You can't create this secret because a secret with this name is already scheduled for deletion.",
  )

// Recorded: sm-e7.
export const markedForDeletion = (): ServiceError =>
  invalidRequest(
    "You can't perform this operation on the secret because it was marked for deletion.",
  )

// Recorded: secretsmanager test_invalid_secret_name.
export const nameInvalid = (): ServiceError =>
  error(
    'ValidationException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  )

// Recorded: secretsmanager test_no_client_request_token.
export const tokenMissing = (): ServiceError =>
  invalidRequest('You must provide a ClientRequestToken value. We recommend a UUID-type value.')

// Recorded: secretsmanager test_no_client_request_token, RotateSecret.
export const rotationTokenMissing = (): ServiceError =>
  invalidParameter('You must provide a ClientRequestToken value. We recommend a UUID-type value.')

// Recorded: secretsmanager, GetSecretValue with a version and a stage of another one.
export const stageOfOtherVersion = (): ServiceError =>
  invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.')

// Recorded: secretsmanager test_rotate_secret_invalid_lambda_arn.
export const rotationFunctionMissing = (): ServiceError =>
  invalidRequest('No Lambda rotation function ARN is associated with this secret.')

// Recorded: secretsmanager test_rotate_secret_with_lambda_*. AWS says so for a missing function too.
export const rotationFunctionDenied = (): ServiceError =>
  error(
    'AccessDeniedException',
    'Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.',
  )

// AWS: CreateSecret and PutSecretValue, ClientRequestToken. Unverified: the wording.
export const versionExists = (): ServiceError =>
  error(
    'ResourceExistsException',
    'You provided a ClientRequestToken that is already used by a version with another value.',
  )

// AWS: PutSecretValue: one of the two. Unverified: the wordings.
export const bothValues = (): ServiceError =>
  invalidParameter("You can't specify both SecretString and SecretBinary.")

export const noValue = (): ServiceError =>
  invalidRequest('You must provide either SecretString or SecretBinary.')

// AWS: DeleteSecret, RecoveryWindowInDays: 7 to 30. Unverified: the wording.
export const recoveryWindowInvalid = (): ServiceError =>
  invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).')

// Unverified: the wording.
export const windowWithForce = (): ServiceError =>
  invalidParameter(
    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
  )

export const stageElsewhere = (stage: string, version: string): ServiceError =>
  invalidParameter(
    `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${version}, so you must explicitly reference that version in RemoveFromVersionId.`,
  )

export const stageNotOnVersion = (stage: string, version: string): ServiceError =>
  invalidParameter(`The staging label ${stage} isn't currently attached to version ${version}.`)

export const invalidNextToken = (): ServiceError =>
  error('InvalidNextTokenException', 'The NextToken value is invalid.')

export const policyMalformed = (): ServiceError =>
  error('MalformedPolicyDocumentException', 'This resource policy contains invalid Json')
