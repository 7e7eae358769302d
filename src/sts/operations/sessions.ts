/** New sessions: their credentials, duration, tags and policies. */
import { NO_TAGS } from '../../core/resources/tags.ts'
import type { World } from '../../core/world/world.ts'
import * as errors from '../errors.ts'
import type { Session, StsState } from '../state.ts'

/** AWS: https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html */
export interface Credentials {
  readonly AccessKeyId: string
  readonly SecretAccessKey: string
  readonly SessionToken: string
  readonly Expiration: Date
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** A session without tags and policies. */
export const PLAIN_SESSION: Pick<
  Session,
  'tags' | 'transitiveTagKeys' | 'sourceIdentity' | 'policy' | 'policyArns' | 'keys'
> = {
  tags: NO_TAGS,
  transitiveTagKeys: [],
  sourceIdentity: undefined,
  policy: undefined,
  policyArns: [],
  keys: {},
}

/** Keeps a session, and returns the credentials that stand for it. */
export function issue(
  world: World,
  { sessions }: StsState,
  session: Omit<
    Session,
    'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'expiresAt' | 'issuedAt'
  >,
  seconds: number,
): Credentials {
  const { ids, clock } = world
  const accessKeyId = `ASIA${ids.text('access-key', 16, UPPER)}`
  const secretAccessKey = ids.text('secret-access-key', 40, BASE64)
  const sessionToken = `IQoJb3JpZ2luX2Vj${ids.text('session-token', 300, BASE64)}`
  // AWS cuts the expiration to whole seconds.
  const expiresAt = Math.floor(clock.now() / 1000 + seconds) * 1000
  const credentials = { accessKeyId, secretAccessKey, sessionToken }
  sessions.set(accessKeyId, { ...session, ...credentials, expiresAt, issuedAt: clock.now() })
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: new Date(expiresAt),
  }
}

const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]+)$/

/** Returns the name of a role. Its path is not part of a session's ARN. */
export function roleNameOf(roleArn: string): { readonly account: string; readonly name: string } {
  const [, account, name] = ROLE_ARN.exec(roleArn) ?? []
  if (account === undefined || name === undefined) throw errors.roleArnInvalid(roleArn)
  return { account, name }
}

export function checkPolicy(policy: string | undefined): void {
  if (policy === undefined) return
  try {
    const parsed: unknown = JSON.parse(policy)
    if (typeof parsed === 'object' && parsed !== null) return
  } catch {
    // JSON.parse throws for text that is not JSON, which is refused below.
  }
  throw errors.policyMalformed()
}

// AWS: AssumeRole, PackedPolicySize: the share of the limit that policies and tags take. Unverified:
// how AWS packs them; here it is their length.
const PACKED_LIMIT = 2_048

export function packedSize(parts: readonly (string | undefined)[]): { PackedPolicySize?: number } {
  const text = parts.filter((part) => part !== undefined).join('')
  if (text === '') return {}
  return { PackedPolicySize: Math.max(1, Math.round((text.length / PACKED_LIMIT) * 100)) }
}

/** What a code of a device says. AWS: id_credentials_mfa_configure-api-require.html */
export const keysOfDevice = (code: string | undefined): Readonly<Record<string, string>> =>
  code === undefined ? {} : { 'aws:MultiFactorAuthPresent': 'true' }

/** Throws STS's refusal of a session that is longer than its role allows. */
export function checkDuration(world: World, roleArn: string, seconds: number): void {
  const role = world.ports.identities?.role(roleArn)
  if (role && seconds > role.maxSessionDuration) throw errors.roleSessionTooLong()
}
