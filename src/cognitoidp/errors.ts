/** The errors of user pools, one factory per wording. Every client error has the status 400. */
import { ServiceError } from '../core/errors.ts'

// Observed: public threads that quote the wordings, unless a comment says otherwise.

export const notAuthorized = (message: string): ServiceError =>
  new ServiceError('NotAuthorizedException', message)

export const invalidParameter = (message: string): ServiceError =>
  new ServiceError('InvalidParameterException', message)

const notFound = (message: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', message)

export const poolNotFound = (id: string): ServiceError =>
  notFound(`User pool ${id} does not exist.`)

export const clientNotFound = (id: string): ServiceError =>
  notFound(`User pool client ${id} does not exist.`)

export const groupNotFound = (): ServiceError => notFound('Group not found.')

// Unverified: the wording.
export const resourceServerNotFound = (): ServiceError =>
  notFound('Resource server does not exist.')

// Unverified: the wording.
export const providerNotFound = (name: string): ServiceError =>
  notFound(`Identity provider ${name} does not exist.`)

// Observed: cloudformation-coverage-roadmap#1287.
export const duplicateProvider = (name: string, poolId: string): ServiceError =>
  new ServiceError('DuplicateProviderException', `${name} already exists in user pool ${poolId}`)

export const domainNotFound = (): ServiceError =>
  // Unverified: the wording.
  notFound('No such domain or user pool exists.')

export const groupExists = (): ServiceError =>
  new ServiceError('GroupExistsException', 'A group with the name already exists.')

export const userNotFound = (): ServiceError =>
  new ServiceError('UserNotFoundException', 'User does not exist.')

export const wrongPassword = (): ServiceError => notAuthorized('Incorrect username or password.')

export const lockedOut = (): ServiceError => notAuthorized('Password attempts exceeded')

export const userDisabled = (): ServiceError => notAuthorized('User is disabled.')

export const userNotConfirmed = (): ServiceError =>
  new ServiceError('UserNotConfirmedException', 'User is not confirmed.')

export const resetRequired = (): ServiceError =>
  new ServiceError('PasswordResetRequiredException', 'Password reset required for the user')

export const usernameExists = (message = 'User already exists'): ServiceError =>
  new ServiceError('UsernameExistsException', message)

export const aliasExists = (attribute: string): ServiceError =>
  new ServiceError(
    'AliasExistsException',
    `An account with the ${attribute === 'phone_number' ? 'phone_number' : attribute} already exists.`,
  )

export const invalidPassword = (reason: string): ServiceError =>
  new ServiceError('InvalidPasswordException', `Password did not conform with policy: ${reason}`)

export const codeMismatchOf = (message: string): ServiceError =>
  new ServiceError('CodeMismatchException', message)

// Observed: amplify-js#6435.
export const codeWrong = (): ServiceError =>
  codeMismatchOf('Invalid code or auth state for the user.')

// Recorded: a code of an app works once.
export const tokenUsed = (): ServiceError =>
  new ServiceError('ExpiredCodeException', 'Your software token has already been used once.')

// Unverified: the wording.
export const tokenNotFound = (): ServiceError =>
  new ServiceError(
    'SoftwareTokenMFANotFoundException',
    'Software token MFA is not enabled for the user pool or the user.',
  )

// Observed: amplify-js threads.
export const appNotEnabled = (): ServiceError =>
  new ServiceError('EnableSoftwareTokenMFAException', 'Code mismatch')

export const deviceNotFound = (): ServiceError => notFound('Device does not exist.')

export const codeMismatch = (): ServiceError =>
  new ServiceError('CodeMismatchException', 'Invalid verification code provided, please try again.')

export const codeExpired = (): ServiceError =>
  new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.')

export const tooManyAttempts = (): ServiceError =>
  new ServiceError('LimitExceededException', 'Attempt limit exceeded, please try after some time.')

export const flowDisabled = (flow: string): ServiceError =>
  invalidParameter(`${flow} flow not enabled for this client`)

export const parameterMissing = (name: string): ServiceError =>
  invalidParameter(`Missing required parameter ${name}`)

export const secretHashMissing = (clientId: string): ServiceError =>
  notAuthorized(`Client ${clientId} is configured with secret but SECRET_HASH was not received`)

export const secretHashWrong = (clientId: string): ServiceError =>
  notAuthorized(`Unable to verify secret hash for client ${clientId}`)

export const sessionExpired = (): ServiceError =>
  notAuthorized('Invalid session for the user, session is expired.')

export const sessionInvalid = (): ServiceError => notAuthorized('Invalid session for the user.')

// Observed: public threads.
export const sessionUsed = (): ServiceError =>
  notAuthorized('Invalid session for the user, session can only be used once.')

export const invalidAccessToken = (): ServiceError => notAuthorized('Invalid Access Token')

export const accessTokenExpired = (): ServiceError => notAuthorized('Access Token has expired')

export const accessTokenRevoked = (): ServiceError => notAuthorized('Access Token has been revoked')

// Observed: amplify-js#13107 for tokens of the token endpoint.
export const scopeMissing = (): ServiceError =>
  notAuthorized('Access Token does not have required scopes')

export const invalidRefreshToken = (): ServiceError => notAuthorized('Invalid Refresh Token.')

// Observed: amplify-js#3259.
export const refreshTokenExpired = (): ServiceError => notAuthorized('Refresh Token has expired')

export const refreshTokenRevoked = (): ServiceError =>
  notAuthorized('Refresh Token has been revoked')

export const schemaMismatch = (problems: string): ServiceError =>
  invalidParameter(`Attributes did not conform to the schema: ${problems}`)

export const unauthorizedAttribute = (): ServiceError =>
  notAuthorized('A client attempted to write unauthorized attribute')

export const cannotReset = (): ServiceError =>
  invalidParameter(
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  )

export const unsupportedState = (message: string): ServiceError =>
  new ServiceError('UnsupportedUserStateException', message)

// AWS: API_RevokeToken.html. Unverified: the wording.
export const unsupportedTokenType = (): ServiceError =>
  new ServiceError('UnsupportedTokenTypeException', 'Unsupported token type')
