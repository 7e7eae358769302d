/** The role that an identity gets. */
// AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
import { notAuthorized, roleAmbiguous, rolesMissing } from '../errors.ts'
import type { MappingRule, RoleMapping, StoredIdentityPool } from '../state.ts'
import type { Login } from './logins.ts'

export function roleOf(
  { roles, roleMappings }: StoredIdentityPool,
  logins: readonly Login[],
  custom: string | undefined,
): string {
  const [login] = logins
  if (!login) return roles['unauthenticated'] ?? missing()
  if (custom !== undefined) return customRole(login, custom)
  const mapping = roleMappings[`${login.provider}:${login.clientId}`]
  if (!mapping) return roles['authenticated'] ?? missing()
  const mapped = mapping.Type === 'Token' ? roleInToken(login) : roleByRules(mapping, login)
  if (mapped !== undefined) return mapped
  if (mapping.AmbiguousRoleResolution === 'Deny') throw roleAmbiguous()
  return roles['authenticated'] ?? missing()
}

function missing(): never {
  throw rolesMissing()
}

const rolesIn = ({ claims }: Login): readonly unknown[] => {
  const roles = claims['cognito:roles']
  return Array.isArray(roles) ? roles : []
}

/** AWS: CustomRoleArn must be one of the token's roles. */
// Unverified: the wording.
function customRole(login: Login, custom: string): string {
  if (rolesIn(login).includes(custom)) return custom
  throw notAuthorized('The custom role is not one of the roles of the token')
}

/** AWS: the preferred role, else the only role. */
function roleInToken(login: Login): string | undefined {
  const preferred = login.claims['cognito:preferred_role']
  if (typeof preferred === 'string') return preferred
  const roles = rolesIn(login)
  const [only] = roles
  return roles.length === 1 && typeof only === 'string' ? only : undefined
}

/** The role of the first rule that matches. */
const roleByRules = ({ RulesConfiguration }: RoleMapping, login: Login): string | undefined =>
  RulesConfiguration?.Rules.find((rule) => matches(rule, login))?.RoleARN

function matches({ Claim, MatchType, Value }: MappingRule, { claims }: Login): boolean {
  const claim = claims[Claim]
  const text = Array.isArray(claim) ? claim.join(',') : claim === undefined ? '' : String(claim)
  switch (MatchType) {
    case 'Equals':
      return text === Value
    case 'Contains':
      return text.includes(Value)
    case 'StartsWith':
      return text.startsWith(Value)
    case 'NotEqual':
      return text !== Value
    default:
      throw new Error(`Unknown match type ${String(MatchType satisfies never)}`)
  }
}
