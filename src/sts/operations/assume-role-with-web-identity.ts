import type { CallRecord } from '../../core/journal.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import type { StsState } from '../state.ts'
import { accountArn, roleIdOf } from './caller.ts'
import {
  checkDuration,
  checkPolicy,
  issue,
  packedSize,
  PLAIN_SESSION,
  roleNameOf,
  type Credentials,
} from './sessions.ts'

interface Input {
  readonly RoleArn: string
  readonly RoleSessionName: string
  readonly WebIdentityToken: string
  readonly DurationSeconds?: number
  readonly Policy?: string
  readonly PolicyArns?: readonly { readonly arn?: string }[]
}

interface Output {
  readonly Credentials: Credentials
  readonly SubjectFromWebIdentityToken: string
  readonly AssumedRoleUser: { readonly AssumedRoleId: string; readonly Arn: string }
  readonly PackedPolicySize?: number
  readonly Provider: string
  readonly Audience: string
}

/**
 * The token is read and its expiry checked; its signature is not, because no identity provider is
 * registered here.
 * AWS: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const assumeRoleWithWebIdentity: Operation<StsState, Input, Output> = defineOperation({
  name: 'AssumeRoleWithWebIdentity',
  handles: [
    'RoleArn',
    'RoleSessionName',
    'WebIdentityToken',
    'DurationSeconds',
    'Policy',
    'PolicyArns.arn',
  ],
  // AWS: the caller needs no credentials: its token says who it is, and the role whom it trusts.
  access: () => [],
  run(state, input, { world, record }) {
    const { RoleArn, RoleSessionName, DurationSeconds = 3_600, Policy, PolicyArns = [] } = input
    const role = roleNameOf(RoleArn)
    checkPolicy(Policy)
    const { iss, aud, sub, exp } = claimsOf(input.WebIdentityToken)
    const now = Math.floor(world.clock.now() / 1000)
    if (exp !== undefined && exp <= now) throw errors.identityTokenExpired(now, exp)
    const keys = keysOf({ iss, aud, sub })
    checkTrust(world, record, input, { iss, keys })
    checkDuration(world, RoleArn, DurationSeconds)
    const userId = `${roleIdOf(world, state, RoleArn)}:${RoleSessionName}`
    const arn = accountArn(world, 'sts', `assumed-role/${role.name}/${RoleSessionName}`)
    const policyArns = PolicyArns.flatMap(({ arn: policyArn }) => policyArn ?? [])
    const session = {
      ...PLAIN_SESSION,
      ...{ userId, arn, roleArn: RoleArn },
      ...{ policy: Policy, policyArns, keys },
    }
    return {
      Credentials: issue(world, state, session, DurationSeconds),
      SubjectFromWebIdentityToken: sub,
      AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
      ...packedSize([Policy, ...policyArns]),
      Provider: iss,
      Audience: aud,
    }
  },
})

/** AWS: reference_policies_iam-condition-keys.html#condition-keys-wif: `<provider>:aud`. */
const keysOf = ({ iss, aud, sub }: Omit<Claims, 'exp'>): Readonly<Record<string, string>> => {
  const provider = iss.replace(/^https:\/\//, '')
  return { [`${provider}:aud`]: aud, [`${provider}:sub`]: sub }
}

/** Providers that trust policies name without an ARN. */
const BUILT_IN =
  /^(accounts\.google\.com|cognito-identity\.amazonaws\.com|graph\.facebook\.com|www\.amazon\.com)$/

/** Whether the role trusts the provider, in a region that enforces permissions. */
function checkTrust(
  world: World,
  cause: CallRecord,
  { RoleArn: resource, RoleSessionName }: Input,
  { iss, keys }: { readonly iss: string; readonly keys: Readonly<Record<string, string>> },
): void {
  const provider = iss.replace(/^https:\/\//, '')
  const name = BUILT_IN.test(provider)
    ? provider
    : accountArn(world, 'iam', `oidc-provider/${provider}`)
  const answer = world.ports.permissions?.decide({
    principal: { kind: 'federated', name },
    action: 'sts:AssumeRoleWithWebIdentity',
    resource,
    context: { ...keys, 'sts:RoleSessionName': RoleSessionName },
    cause,
  })
  if (answer && !answer.isAllowed) throw errors.webIdentityDenied()
}

interface Claims {
  readonly iss: string
  readonly aud: string
  readonly sub: string
  readonly exp: number | undefined
}

function claimsOf(token: string): Claims {
  const [, payload = ''] = token.split('.')
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    const { iss, aud, sub, exp } = (claims ?? {}) as Record<string, unknown>
    const audience: unknown = Array.isArray(aud) ? aud[0] : aud
    if (typeof iss === 'string' && typeof audience === 'string' && typeof sub === 'string') {
      return { iss, aud: audience, sub, exp: typeof exp === 'number' ? exp : undefined }
    }
  } catch {
    // JSON.parse throws for a token that is no JWT, which is refused below.
  }
  throw errors.identityTokenInvalid()
}
