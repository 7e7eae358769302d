/** IAM's errors, one factory per wording. */
import { ServiceError } from '../core/errors.ts'

type Kind = 'role' | 'user' | 'group'

const titleOf = (kind: Kind): string => kind.charAt(0).toUpperCase() + kind.slice(1)

const noSuchEntity = (message: string): ServiceError =>
  new ServiceError('NoSuchEntityException', message, { status: 404, queryCode: 'NoSuchEntity' })

// Recorded: iam test_iam (the user's).
export const holderNotFound = (kind: Kind, name: string): ServiceError =>
  noSuchEntity(`The ${kind} with name ${name} cannot be found.`)

// Recorded: iam-delete-policy.
export const policyNotFound = (arn: string): ServiceError =>
  noSuchEntity(`Policy ${arn} was not found.`)

// Recorded: iam test_iam.
export const policyNotAttachable = (arn: string): ServiceError =>
  noSuchEntity(`Policy ${arn} does not exist or is not attachable.`)

// Seen in public threads.
export const policyVersionNotFound = (arn: string, version: string): ServiceError =>
  noSuchEntity(`Policy ${arn} version ${version} does not exist or is not attachable.`)

// Seen in public threads.
export const inlinePolicyNotFound = (kind: Kind, name: string): ServiceError =>
  noSuchEntity(`The ${kind} policy with name ${name} cannot be found.`)

// Seen in public threads.
export const instanceProfileNotFound = (name: string): ServiceError =>
  noSuchEntity(`Instance Profile ${name} cannot be found.`)

// Seen in public threads.
export const accessKeyNotFound = (id: string): ServiceError =>
  noSuchEntity(`The Access Key with id ${id} cannot be found.`)

// Seen in public threads.
export const oidcProviderNotFound = (arn: string): ServiceError =>
  noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`)

// Unverified: the wording.
export const aliasNotFound = (alias: string): ServiceError =>
  noSuchEntity(`The account alias ${alias} cannot be found.`)

const alreadyExists = (message: string): ServiceError =>
  new ServiceError('EntityAlreadyExistsException', message, {
    status: 409,
    queryCode: 'EntityAlreadyExists',
  })

// Seen in public threads.
export const holderExists = (kind: Kind, name: string): ServiceError =>
  alreadyExists(`${titleOf(kind)} with name ${name} already exists.`)

// Seen in public threads.
export const policyExists = (name: string): ServiceError =>
  alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`)

// Seen in public threads.
export const instanceProfileExists = (name: string): ServiceError =>
  alreadyExists(`Instance Profile ${name} already exists.`)

// Seen in public threads.
export const oidcProviderExists = (url: string): ServiceError =>
  alreadyExists(`Provider with url ${url} already exists.`)

// Seen in public threads.
export const aliasTaken = (alias: string): ServiceError =>
  alreadyExists(`The account alias ${alias} already exists.`)

const conflict = (message: string): ServiceError =>
  new ServiceError('DeleteConflictException', message, { status: 409, queryCode: 'DeleteConflict' })

// Recorded: iam test_iam.
export const stillReferenced = (): ServiceError =>
  conflict('Cannot delete entity, must remove referenced objects first.')

// Seen in public threads.
export const stillAttached = (): ServiceError =>
  conflict('Cannot delete entity, must detach all policies first.')

// Seen in public threads.
export const stillHasPolicies = (): ServiceError =>
  conflict('Cannot delete entity, must delete policies first.')

// Seen in public threads.
export const stillInInstanceProfile = (): ServiceError =>
  conflict('Cannot delete entity, must remove roles from instance profile first.')

// Seen in public threads.
export const stillHasUsers = (): ServiceError =>
  conflict('Cannot delete entity, must remove users from group first.')

// Seen in public threads.
export const policyStillAttached = (): ServiceError =>
  conflict('Cannot delete a policy attached to entities.')

// Seen in public threads.
export const policyStillHasVersions = (): ServiceError =>
  conflict(
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
  )

// Seen in public threads.
export const isDefaultVersion = (): ServiceError =>
  conflict('Cannot delete the default version of a policy.')

/** `place`: where in the document, for messages to the test. */
export const malformedPolicy = (message: string, place: string): ServiceError => {
  const error = new ServiceError('MalformedPolicyDocumentException', message, {
    queryCode: 'MalformedPolicyDocument',
  })
  return Object.defineProperty(error, 'place', { value: place })
}

const limitExceeded = (message: string): ServiceError =>
  new ServiceError('LimitExceededException', message, { status: 409, queryCode: 'LimitExceeded' })

// Seen in public threads.
export const tooLong = (kind: string, name: string, limit: number): ServiceError =>
  limitExceeded(`Maximum policy size of ${limit} bytes exceeded for ${kind} ${name}`)

// Seen in public threads.
export const managedPolicyTooLong = (limit: number): ServiceError =>
  limitExceeded(`Cannot exceed quota for PolicySize: ${limit}`)

// Seen in public threads.
export const trustPolicyTooLong = (limit: number): ServiceError =>
  limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${limit}`)

// Seen in public threads.
export const quotaExceeded = (quota: string, limit: number): ServiceError =>
  limitExceeded(`Cannot exceed quota for ${quota}: ${limit}`)

// Seen in public threads.
export const tooManyVersions = (): ServiceError =>
  limitExceeded(
    'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
  )

// Recorded: iam-attach-name.
export const arnInvalid = (): ServiceError =>
  new ServiceError('ValidationError', 'Invalid ARN:  Could not be parsed!')

export const validation = (message: string): ServiceError =>
  new ServiceError('ValidationError', message)

export const invalidInput = (message: string): ServiceError =>
  new ServiceError('InvalidInputException', message, { queryCode: 'InvalidInput' })

// Seen in public threads.
export const oidcUrlInvalid = (): ServiceError =>
  new ServiceError('ValidationError', 'Invalid Open ID Connect Provider URL')

// Seen in public threads.
export const tooManyThumbprints = (limit: number): ServiceError =>
  invalidInput(`Thumbprint list must contain fewer than ${limit} entries.`)

// Unverified: the wording.
export const unmodifiable = (arn: string): ServiceError =>
  new ServiceError('AccessDenied', `Policy ${arn} is managed by AWS and cannot be changed.`, {
    status: 403,
  })
