import { decodePart, isSignedBy } from '../../core/tokens/web-token.ts'
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
 * The token is read and its expiry checked. Its signature is checked if the region knows the keys of
 * its issuer: a user pool, or a `testIssuer`. Its audience is checked if the account has registered
 * the issuer as a provider (CreateOpenIDConnectProvider), which AWS demands and the region does not.
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
    checkProvider(world, input.WebIdentityToken, { iss, aud })
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
  const provider = withoutScheme(iss)
  return { [`${provider}:aud`]: aud, [`${provider}:sub`]: sub }
}

/** Providers that trust policies name without an ARN. */
const BUILT_IN =
  /^(accounts\.google\.com|cognito-identity\.amazonaws\.com|graph\.facebook\.com|www\.amazon\.com)$/

const withoutScheme = (issuer: string): string => issuer.replace(/^https:\/\//, '')

const providerArn = (world: World, issuer: string): string =>
  accountArn(world, 'iam', `oidc-provider/${withoutScheme(issuer)}`)

/** Throws STS's refusal of a token that its issuer did not sign, or not for this account. */
function checkProvider(
  world: World,
  token: string,
  { iss, aud }: Pick<Claims, 'iss' | 'aud'>,
): void {
  const audiences = world.ports.identities?.audiencesOf(providerArn(world, iss))
  if (audiences && !audiences.includes(aud)) throw errors.audienceInvalid()
  const issuer = world.ports.tokenIssuers?.find(iss)
  if (issuer && !isSignedBy(issuer, token)) throw errors.signatureInvalid()
}

/** Whether the role trusts the provider, in a region that enforces permissions. */
function checkTrust(
  world: World,
  cause: CallRecord,
  { RoleArn: resource, RoleSessionName }: Input,
  { iss, keys }: { readonly iss: string; readonly keys: Readonly<Record<string, string>> },
): void {
  const provider = withoutScheme(iss)
  const name = BUILT_IN.test(provider) ? provider : providerArn(world, iss)
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
  const { iss, aud, sub, exp } = decodePart(token.split('.')[1]) ?? {}
  const audience: unknown = Array.isArray(aud) ? aud[0] : aud
  if (typeof iss === 'string' && typeof audience === 'string' && typeof sub === 'string') {
    return { iss, aud: audience, sub, exp: typeof exp === 'number' ? exp : undefined }
  }
  throw errors.identityTokenInvalid()
}
