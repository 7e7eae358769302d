/** The groups of a user, and the roles that they give. */
import { keyOf, type CognitoState, type StoredUser } from '../state.ts'

export interface UserGroups {
  readonly names: readonly string[]
  readonly roles: readonly string[]
  readonly preferredRole: string | undefined
}

/** The groups of a user with their roles. */
// AWS: cognito-user-pools-user-groups.html: the group with the lowest precedence gives the role
export function groupsOf({ groups }: CognitoState, user: StoredUser): UserGroups {
  const own = user.groups.flatMap((name) => groups.get(keyOf(user.poolId, name)) ?? [])
  const roles = [...new Set(own.flatMap(({ roleArn }) => roleArn ?? []))]
  const ranked = own
    .filter(({ precedence }) => precedence !== undefined)
    .sort((a, b) => (a.precedence ?? 0) - (b.precedence ?? 0))
  const first = ranked.filter(({ precedence }) => precedence === ranked[0]?.precedence)
  const firstRoles = new Set(first.map(({ roleArn }) => roleArn))
  return {
    names: own.map(({ name }) => name),
    roles,
    // AWS: groups of one precedence with different roles give none.
    preferredRole: firstRoles.size === 1 ? first[0]?.roleArn : undefined,
  }
}
