/** The trigger that changes claims before tokens are signed. */
// AWS: user-pool-lambda-pre-token-generation.html
import { isObject, type JsonObject } from '../../core/json.ts'
import type { Action } from '../action.ts'
import type { StoredUser } from '../state.ts'
import type { UserGroups } from '../users/groups.ts'
import { userAttributesOf } from './event.ts'
import { runTrigger } from './run-trigger.ts'

export type TokenSource =
  | 'TokenGeneration_HostedAuth'
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_AuthenticateDevice'
  | 'TokenGeneration_RefreshTokens'
  | 'TokenGeneration_ClientCredentials'

/** Changes to the claims of one token. */
export interface ClaimChanges {
  readonly added: JsonObject
  readonly suppressed: readonly string[]
}

export interface TokenChanges {
  readonly id: ClaimChanges
  readonly access: ClaimChanges
  readonly scopesToAdd: readonly string[]
  readonly scopesToSuppress: readonly string[]
  readonly groups: UserGroups
}

const NONE: ClaimChanges = { added: {}, suppressed: [] }

/** Claims that the trigger cannot change. It is not told so. */
const RESERVED = [
  ...['acr', 'amr', 'at_hash', 'auth_time', 'azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'nonce'],
  ...['origin_jti', 'sub', 'token_use', 'identities', 'event_id', 'aud', 'client_id'],
  ...['cognito:username', 'username', 'device_key', 'scope', 'version'],
]

const isChangeable = (name: string): boolean =>
  !RESERVED.includes(name) && !name.startsWith('cognito:') && !name.startsWith('dev:')

/** @param user undefined for the token of a machine */
export async function preTokenGeneration(
  action: Action,
  source: TokenSource,
  user: StoredUser | undefined,
  groups: UserGroups,
  scopes: readonly string[],
): Promise<TokenChanges> {
  const version = versionOf(action)
  const answer = await runTrigger(action, {
    name: 'PreTokenGeneration',
    source,
    user,
    version,
    request: {
      // Unverified: that a machine's event has an empty object, and no userName.
      userAttributes: user ? userAttributesOf(user) : {},
      groupConfiguration: {
        groupsToOverride: groups.names,
        iamRolesToOverride: groups.roles,
        preferredRole: groups.preferredRole ?? null,
      },
      ...(version !== '1' && { scopes }),
      ...(action.metadata && { clientMetadata: action.metadata }),
    },
    response:
      version === '1' ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null },
  })
  return answer ? changesIn(answer, version, groups) : unchanged(groups)
}

const unchanged = (groups: UserGroups): TokenChanges => ({
  id: NONE,
  access: NONE,
  scopesToAdd: [],
  scopesToSuppress: [],
  groups,
})

function versionOf({ pool }: Action): '1' | '2' | '3' {
  const { LambdaVersion = 'V1_0' } = pool.settings.LambdaConfig.PreTokenGenerationConfig ?? {}
  return LambdaVersion.charAt(1) as '1' | '2' | '3'
}

function changesIn(answer: JsonObject, version: string, groups: UserGroups): TokenChanges {
  const isFirst = version === '1'
  const details = memberOf(
    answer,
    isFirst ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails',
  )
  const id = isFirst ? details : memberOf(details, 'idTokenGeneration')
  const access = isFirst ? {} : memberOf(details, 'accessTokenGeneration')
  return {
    // AWS: values of the first version are texts only. Unverified: others are left out.
    id: claimChanges(id, isFirst),
    access: claimChanges(access, false),
    scopesToAdd: textsIn(access, 'scopesToAdd'),
    scopesToSuppress: textsIn(access, 'scopesToSuppress'),
    groups: groupsIn(memberOf(details, 'groupOverrideDetails'), groups),
  }
}

const memberOf = (value: JsonObject, name: string): JsonObject => {
  const member = value[name]
  return isObject(member) ? member : {}
}

const textsIn = (value: JsonObject, name: string): readonly string[] => {
  const list = value[name]
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
}

function claimChanges(details: JsonObject, isTextOnly: boolean): ClaimChanges {
  const added = Object.entries(memberOf(details, 'claimsToAddOrOverride')).filter(
    ([name, value]) => isChangeable(name) && (!isTextOnly || typeof value === 'string'),
  )
  const suppressed = textsIn(details, 'claimsToSuppress').filter(isChangeable)
  return { added: Object.fromEntries(added), suppressed }
}

function groupsIn(details: JsonObject, groups: UserGroups): UserGroups {
  const isGiven = Array.isArray(details['groupsToOverride'])
  const { preferredRole } = details
  return {
    names: isGiven ? textsIn(details, 'groupsToOverride') : groups.names,
    roles: Array.isArray(details['iamRolesToOverride'])
      ? textsIn(details, 'iamRolesToOverride')
      : groups.roles,
    preferredRole: typeof preferredRole === 'string' ? preferredRole : groups.preferredRole,
  }
}

export function withChangedClaims(claims: JsonObject, changes: ClaimChanges): JsonObject {
  if (changes === NONE) return claims
  const { added, suppressed } = changes
  const kept = Object.entries({ ...claims, ...added }).filter(
    ([name]) => !suppressed.includes(name),
  )
  return Object.fromEntries(kept)
}

export const changedScopes = (
  scopes: readonly string[],
  { scopesToAdd, scopesToSuppress }: TokenChanges,
): readonly string[] =>
  [...scopes, ...scopesToAdd].filter((name) => !scopesToSuppress.includes(name))
