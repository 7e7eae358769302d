/** The user that signs in, and the reasons for which nobody does. */
import type { ClientAction } from '../action.ts'
import {
  flowDisabled,
  invalidParameter,
  parameterMissing,
  resetRequired,
  userDisabled,
  userNotConfirmed,
  userNotFound,
  wrongPassword,
} from '../errors.ts'
import { keyOf, type StoredClient, type StoredUser } from '../state.ts'
import { findUser } from '../users/names.ts'

export type AuthFlow =
  | 'USER_SRP_AUTH'
  | 'REFRESH_TOKEN_AUTH'
  | 'REFRESH_TOKEN'
  | 'CUSTOM_AUTH'
  | 'ADMIN_NO_SRP_AUTH'
  | 'USER_PASSWORD_AUTH'
  | 'ADMIN_USER_PASSWORD_AUTH'
  | 'USER_AUTH'

export type AuthParameters = Readonly<Record<string, string>>

/** The values of ExplicitAuthFlows that allow a flow. */
const ALLOWING: Readonly<Record<AuthFlow, readonly string[]>> = {
  USER_SRP_AUTH: ['ALLOW_USER_SRP_AUTH'],
  REFRESH_TOKEN_AUTH: ['ALLOW_REFRESH_TOKEN_AUTH'],
  REFRESH_TOKEN: ['ALLOW_REFRESH_TOKEN_AUTH'],
  CUSTOM_AUTH: ['ALLOW_CUSTOM_AUTH', 'CUSTOM_AUTH_FLOW_ONLY'],
  ADMIN_NO_SRP_AUTH: ['ADMIN_NO_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
  USER_PASSWORD_AUTH: ['USER_PASSWORD_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
  ADMIN_USER_PASSWORD_AUTH: ['ADMIN_NO_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
  USER_AUTH: ['ALLOW_USER_AUTH'],
}

/** AWS: API_CreateUserPoolClient.html, ExplicitAuthFlows: without any. Recorded: an SRP login works. */
const DEFAULT_FLOWS = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']

function isFlowEnabled({ settings }: StoredClient, flow: AuthFlow): boolean {
  const { ExplicitAuthFlows: given = [] } = settings
  // AWS: the values without ALLOW_ are older. SRP and refresh tokens need no such value.
  const isOld = given.length > 0 && !given.some((each) => each.startsWith('ALLOW_'))
  if (isOld && /^(USER_SRP_AUTH|REFRESH_TOKEN|REFRESH_TOKEN_AUTH)$/.test(flow))
    return !given.includes('CUSTOM_AUTH_FLOW_ONLY') || flow !== 'USER_SRP_AUTH'
  const flows = given.length > 0 ? given : DEFAULT_FLOWS
  return ALLOWING[flow].some((each) => flows.includes(each))
}

export function checkFlow(client: StoredClient, flow: AuthFlow): void {
  if (isFlowEnabled(client, flow)) return
  // Observed: public threads; the wording differs by flow.
  if (flow === 'ADMIN_NO_SRP_AUTH' || flow === 'ADMIN_USER_PASSWORD_AUTH')
    throw invalidParameter('Auth flow not enabled for this client')
  if (flow === 'USER_SRP_AUTH')
    throw invalidParameter('USER_SRP_AUTH is not enabled for the client.')
  throw flowDisabled(flow)
}

export function required(parameters: AuthParameters | undefined, name: string): string {
  const value = parameters?.[name]
  if (value === undefined) throw parameterMissing(name)
  return value
}

/** Whether the client hides which users exist. */
export const hidesUsers = ({ settings }: StoredClient): boolean =>
  settings.PreventUserExistenceErrors === 'ENABLED'

/** The error for a user that does not exist. */
export const unknownUser = (client: StoredClient): Error =>
  hidesUsers(client) ? wrongPassword() : userNotFound()

export const lookUp = ({ state, pool }: ClientAction, name: string): StoredUser | undefined =>
  findUser(state, pool, name)

/** The user as it is now, after a trigger may have changed it. */
export function freshUser({ state, pool }: ClientAction, { username }: StoredUser): StoredUser {
  const user = state.users.get(keyOf(pool.id, username))
  if (!user) throw userNotFound()
  return user
}

/** Throws for a user whose state allows no sign-in, before the password is looked at. */
// Observed: aws-sdk-js#4608 (not confirmed comes first).
export function checkStatus({ isEnabled, status }: StoredUser): void {
  if (!isEnabled) throw userDisabled()
  if (status === 'UNCONFIRMED') throw userNotConfirmed()
  if (status === 'RESET_REQUIRED') throw resetRequired()
}
