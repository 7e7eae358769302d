/** Sign-in by SRP: the password never leaves the client. */
// AWS: amazon-cognito-user-pools-authentication-flow-methods.html#...-srp
import { createHash } from 'node:crypto'
import type { ClientAction } from '../action.ts'
import { wrongPassword } from '../errors.ts'
import { poolNameOf } from '../passwords/verifier.ts'
import { toNumber, verifierOf } from '../srp/arithmetic.ts'
import { beginHandshake, isProof, type Handshake } from '../srp/handshake.ts'
import type { PasswordVerifier, StoredUser } from '../state.ts'
import { preAuthentication } from '../triggers/user-triggers.ts'
import {
  checkStatus,
  freshUser,
  hidesUsers,
  lookUp,
  required,
  unknownUser,
  type AuthParameters,
} from './find-sign-in.ts'
import { checkLockout, clearFailures, countFailure } from './lockout.ts'
import { keepSession, type AuthAnswer, type SessionData } from './sessions.ts'

/** Finds the user of a flow without a password, and runs the trigger PreAuthentication. */
export async function findForFlow(
  action: ClientAction,
  name: string,
): Promise<StoredUser | undefined> {
  const found = lookUp(action, name)
  if (found) checkStatus(found)
  await preAuthentication(action, found ?? { username: name, attributes: {} }, !found)
  return found && freshUser(action, found)
}

export async function beginSrp(
  action: ClientAction,
  name: string,
  parameters: AuthParameters,
  data: SessionData = {},
): Promise<AuthAnswer> {
  const srpA = required(parameters, 'SRP_A')
  const user = await findForFlow(action, name)
  if (!user && !hidesUsers(action.client)) throw unknownUser(action.client)
  if (user) checkLockout(action, user)
  return challengeSrp(action, user, name, srpA, data)
}

/** The challenge of SRP, with a made-up salt for a user that does not exist. */
export function challengeSrp(
  action: ClientAction,
  user: StoredUser | undefined,
  name: string,
  srpA: string,
  data: SessionData,
): AuthAnswer {
  const { salt, verifier } = secretOf(user?.password ?? madeUp(action, name))
  const handshake = beginHandshake(action.world.ids, srpA, verifier)
  const username = user?.username ?? name
  const session = { ...data, handshake, isUnknown: !user?.password }
  // The secret block names the session, because clients send no session with the proof.
  keepSession(action, handshake.secretBlock, username, 'PASSWORD_VERIFIER', session)
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: handshake.secretBlock,
      SRP_B: handshake.serverValue,
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  }
}

/** SRP's verifiers by what they follow from, because each takes a power. */
const verifiers = new WeakMap<PasswordVerifier, bigint>()

function secretOf(password: PasswordVerifier): {
  readonly salt: string
  readonly verifier: bigint
} {
  const { salt, hash } = password
  let verifier = verifiers.get(password)
  if (verifier === undefined)
    verifiers.set(password, (verifier = verifierOf(toNumber(Buffer.from(hash, 'hex')))))
  return { salt, verifier }
}

/** The same for a name each time, as a real user's would be. */
function madeUp({ pool }: ClientAction, name: string): PasswordVerifier {
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
  const text = `${pool.id} ${name}`
  return { salt: `5${digest(text).slice(0, 31)}`, hash: digest(`${text} hash`) }
}

/** Checks the proof of a client. */
export function checkProof(
  action: ClientAction,
  user: StoredUser,
  data: SessionData,
  responses: AuthParameters,
): StoredUser {
  const { handshake, isUnknown } = data as unknown as {
    readonly handshake: Handshake
    readonly isUnknown: boolean
  }
  const claim = {
    signature: required(responses, 'PASSWORD_CLAIM_SIGNATURE'),
    timestamp: required(responses, 'TIMESTAMP'),
  }
  checkLockout(action, user)
  const names = [poolNameOf(action.pool.id), user.username]
  if (!isUnknown && isProof(handshake, names, claim)) return clearFailures(action, user)
  countFailure(action, user)
  throw wrongPassword()
}
