/** The names of users: usernames, subs and aliases, and the index that finds users by them. */
import { aliasExists } from '../errors.ts'
import { keyOf, type CognitoState, type StoredPool, type StoredUser } from '../state.ts'

const ALIASES = ['email', 'phone_number', 'preferred_username']

/** Attributes that users of a pool sign in with. */
const aliasesOf = ({ settings }: StoredPool): readonly string[] => [
  ...(settings.UsernameAttributes ?? []),
  ...(settings.AliasAttributes ?? []),
]

// AWS: API_UsernameConfigurationType.html: names differ by case unless the pool says otherwise.
export const normalized = ({ settings }: StoredPool, name: string): string =>
  settings.UsernameConfiguration?.CaseSensitive === false ? name.toLowerCase() : name

const indexKey = (pool: StoredPool, attribute: string, value: string): string =>
  keyOf(pool.id, `${attribute} ${normalized(pool, value)}`)

/** Whether users sign in with an attribute of theirs as their name. */
export const hasUsernameAttributes = ({ settings }: StoredPool): boolean =>
  (settings.UsernameAttributes ?? []).length > 0

function isActive(pool: StoredPool, { attributes, status }: StoredUser, name: string): boolean {
  if (pool.settings.UsernameAttributes?.includes(name)) return true
  // AWS: user-pool-settings-attributes.html: an alias works once it is verified; a preferred
  // username, which cannot be verified, once its user is confirmed.
  if (name === 'preferred_username') return status !== 'UNCONFIRMED'
  return attributes[`${name}_verified`] === 'true'
}

/** The aliases that a user signs in with. */
function activeAliases(pool: StoredPool, user: StoredUser): readonly [string, string][] {
  const aliases = aliasesOf(pool)
  return ALIASES.flatMap((name): [string, string][] => {
    const value = user.attributes[name]
    const isUsed = aliases.includes(name) && value !== undefined && isActive(pool, user, name)
    return isUsed ? [[name, value]] : []
  })
}

const keysOf = (pool: StoredPool, user: StoredUser): string[] => [
  indexKey(pool, 'username', user.username),
  indexKey(pool, 'sub', user.sub),
  ...activeAliases(pool, user).map(([name, value]) => indexKey(pool, name, value)),
]

/** Returns the user with this username, sub or alias. */
export function findUser(
  state: CognitoState,
  pool: StoredPool,
  name: string,
): StoredUser | undefined {
  for (const attribute of ['username', ...aliasesOf(pool), 'sub']) {
    const username = state.names.get(indexKey(pool, attribute, name))
    if (username !== undefined) return state.users.get(keyOf(pool.id, username))
  }
  return undefined
}

/** Keeps a user, and what it is found by. */
export function keepUser(state: CognitoState, pool: StoredPool, user: StoredUser): void {
  const key = keyOf(pool.id, user.username)
  const before = state.users.get(key)
  if (before) forgetNames(state, pool, before)
  state.users.set(key, user)
  for (const name of keysOf(pool, user)) state.names.set(name, user.username)
}

export function removeUser(state: CognitoState, pool: StoredPool, user: StoredUser): void {
  forgetNames(state, pool, user)
  state.users.delete(keyOf(pool.id, user.username))
}

function forgetNames({ names }: CognitoState, pool: StoredPool, user: StoredUser): void {
  // An alias may have moved to another user.
  for (const key of keysOf(pool, user)) if (names.get(key) === user.username) names.delete(key)
}

/** Builds the index anew. */
export function indexNames(state: CognitoState): void {
  state.names.clear()
  for (const user of state.users.values()) {
    const pool = state.pools.get(user.poolId)
    if (pool) for (const key of keysOf(pool, user)) state.names.set(key, user.username)
  }
}

/**
 * Throws AliasExistsException if another user has an alias that this one would have. With
 * `takesAliases` the other user loses it instead.
 */
// AWS: API_AdminCreateUser.html and API_ConfirmSignUp.html, ForceAliasCreation
export function checkAliases(
  state: CognitoState,
  pool: StoredPool,
  user: StoredUser,
  takesAliases = false,
): void {
  for (const [name, value] of activeAliases(pool, user)) {
    const owner = state.names.get(indexKey(pool, name, value))
    if (owner === undefined || owner === user.username) continue
    if (!takesAliases || hasUsernameAttributes(pool)) throw aliasExists(name)
    const other = state.users.get(keyOf(pool.id, owner))
    if (other) keepUser(state, pool, withoutAlias(other, name))
  }
}

function withoutAlias(user: StoredUser, name: string): StoredUser {
  const attributes = { ...user.attributes }
  if (name === 'preferred_username') delete attributes[name]
  else attributes[`${name}_verified`] = 'false'
  return { ...user, attributes }
}
