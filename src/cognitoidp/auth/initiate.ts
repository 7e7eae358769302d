/** The beginning of a sign-in: one function per flow. */
import type { ClientAction } from '../action.ts'
import { invalidParameter } from '../errors.ts'
import { beginChoice } from './choice.ts'
import { beginCustom } from './custom.ts'
import { checkFlow, required, type AuthFlow, type AuthParameters } from './find-sign-in.ts'
import { signInByPassword } from './password.ts'
import { readRefreshToken, refreshTokens, rotates } from './refresh.ts'
import { checkSecretHash } from './secret-hash.ts'
import type { AuthAnswer } from './sessions.ts'
import { beginSrp } from './srp.ts'

type Begin = (
  action: ClientAction,
  flow: AuthFlow,
  parameters: AuthParameters,
) => Promise<AuthAnswer>

const byPassword: Begin = (action, _flow, parameters) => {
  const name = required(parameters, 'USERNAME')
  const password = required(parameters, 'PASSWORD')
  checkSecretHash(action.client, parameters['SECRET_HASH'], [name])
  const deviceKey = parameters['DEVICE_KEY']
  const progress = deviceKey === undefined ? {} : { deviceKey }
  return signInByPassword(action, name, password, progress)
}

const byRefreshToken: Begin = async (action, flow, parameters) => {
  // AWS: refresh token rotation. Unverified: the wording.
  if (rotates(action)) throw invalidParameter(`${flow} flow not enabled for this client`)
  const refreshing = readRefreshToken(action, required(parameters, 'REFRESH_TOKEN'))
  const { user } = refreshing
  // AWS: the hash is about the user name, or the sub where aliases are user names.
  checkSecretHash(action.client, parameters['SECRET_HASH'], [user.username, user.sub])
  return { ChallengeParameters: {}, AuthenticationResult: await refreshTokens(action, refreshing) }
}

const bySrp: Begin = (action, _flow, parameters) => {
  const name = required(parameters, 'USERNAME')
  checkSecretHash(action.client, parameters['SECRET_HASH'], [name])
  return beginSrp(action, name, parameters)
}

const byCustom: Begin = (action, _flow, parameters) => {
  const name = required(parameters, 'USERNAME')
  checkSecretHash(action.client, parameters['SECRET_HASH'], [name])
  return beginCustom(action, name, parameters)
}

const byChoice: Begin = (action, _flow, parameters) => {
  const name = required(parameters, 'USERNAME')
  checkSecretHash(action.client, parameters['SECRET_HASH'], [name])
  return beginChoice(action, name, parameters)
}

const FLOWS: Readonly<Record<AuthFlow, Begin>> = {
  USER_SRP_AUTH: bySrp,
  CUSTOM_AUTH: byCustom,
  USER_AUTH: byChoice,
  USER_PASSWORD_AUTH: byPassword,
  ADMIN_USER_PASSWORD_AUTH: byPassword,
  ADMIN_NO_SRP_AUTH: byPassword,
  REFRESH_TOKEN_AUTH: byRefreshToken,
  REFRESH_TOKEN: byRefreshToken,
}

/** Begins a sign-in. `isAdmin`: whether AdminInitiateAuth does. */
export async function initiate(
  action: ClientAction,
  flow: AuthFlow,
  parameters: AuthParameters = {},
  isAdmin = false,
): Promise<AuthAnswer> {
  // Observed: public threads.
  if (!isAdmin && flow.startsWith('ADMIN_'))
    throw invalidParameter('Initiate Auth method not supported.')
  checkFlow(action.client, flow)
  return FLOWS[flow](action, flow, parameters)
}
