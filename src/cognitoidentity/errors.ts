/** The errors of identity pools, one factory per wording. Every client error has the status 400. */
import { ServiceError } from '../core/errors.ts'

// Observed: public threads that quote the wordings, unless a comment says otherwise.

export const notAuthorized = (message: string): ServiceError =>
  new ServiceError('NotAuthorizedException', message)

export const poolNotFound = (id: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `IdentityPool '${id}' not found.`)

export const identityNotFound = (id: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `Identity '${id}' not found.`)

export const unauthenticatedRefused = (): ServiceError =>
  notAuthorized('Unauthenticated access is not supported for this identity pool.')

export const loginsMismatch = (): ServiceError =>
  notAuthorized(
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  )

export const identityForbidden = (id: string): ServiceError =>
  notAuthorized(`Access to Identity '${id}' is forbidden.`)

export const providerUnsupported = (): ServiceError =>
  notAuthorized('Token is not from a supported provider of this identity pool.')

export const tokenRefused = (problem: string): ServiceError =>
  notAuthorized(`Invalid login token. ${problem}`)

// AWS: API_GetCredentialsForIdentity.html
export const rolesMissing = (): ServiceError =>
  new ServiceError(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  )

// Unverified: the wording.
export const roleAmbiguous = (): ServiceError =>
  notAuthorized('The ambiguous role mapping rules for this identity pool deny this request')
