/** Finds pools and identities. */
import type { World } from '../../core/world/world.ts'
import {
  identityForbidden,
  identityNotFound,
  loginsMismatch,
  poolNotFound,
  unauthenticatedRefused,
} from '../errors.ts'
import {
  loginKey,
  type IdentityState,
  type StoredIdentity,
  type StoredIdentityPool,
} from '../state.ts'
import { readLogins, type Login, type Logins } from './logins.ts'

export function findPool({ pools }: IdentityState, id: string): StoredIdentityPool {
  const pool = pools.get(id)
  if (!pool) throw poolNotFound(id)
  return pool
}

/** Returns the identity of a login, or a new one. */
export function identityFor(
  world: World,
  state: IdentityState,
  pool: StoredIdentityPool,
  logins: readonly Login[],
): StoredIdentity {
  if (logins.length === 0 && !pool.allowsUnauthenticated) throw unauthenticatedRefused()
  for (const { provider, subject } of logins) {
    const id = state.byLogin.get(loginKey(pool.id, provider, subject))
    const known = id === undefined ? undefined : state.identities.get(id)
    if (known) return link(state, known, logins, known.modifiedAt)
  }
  const now = world.clock.now()
  const identity: StoredIdentity = {
    id: `${world.options.region}:${world.ids.uuid('cognito-identity')}`,
    poolId: pool.id,
    logins: {},
    createdAt: now,
    modifiedAt: now,
  }
  return link(state, identity, logins, now)
}

/** Keeps an identity with its logins. */
function link(
  state: IdentityState,
  identity: StoredIdentity,
  logins: readonly Login[],
  modifiedAt: number,
): StoredIdentity {
  const added = logins.map(({ provider, subject }) => [provider, subject])
  const linked = {
    ...identity,
    logins: { ...identity.logins, ...Object.fromEntries(added) } as Record<string, string>,
    modifiedAt,
  }
  state.identities.set(linked.id, linked)
  for (const [provider, subject] of Object.entries(linked.logins))
    state.byLogin.set(loginKey(linked.poolId, provider, subject), linked.id)
  return linked
}

export interface Asked {
  readonly pool: StoredIdentityPool
  readonly identity: StoredIdentity
  readonly logins: readonly Login[]
}

/** The identity that a request names, with logins that are its own. */
export function identityOf(
  world: World,
  state: IdentityState,
  id: string,
  given: Logins | undefined,
): Asked {
  const identity = state.identities.get(id)
  if (!identity) throw identityNotFound(id)
  const pool = findPool(state, identity.poolId)
  const logins = readLogins(world, pool, given)
  const isLinked = Object.keys(identity.logins).length > 0
  if (logins.length === 0) {
    if (isLinked) throw identityForbidden(id)
    if (!pool.allowsUnauthenticated) throw unauthenticatedRefused()
    return { pool, identity, logins }
  }
  const isOwn = logins.some(({ provider, subject }) => identity.logins[provider] === subject)
  if (isOwn) return { pool, identity, logins }
  // AWS: an identity of nobody becomes that of its first login, unless the login has one.
  const taken = logins.some(({ provider, subject }) =>
    state.byLogin.has(loginKey(pool.id, provider, subject)),
  )
  if (isLinked || taken) throw loginsMismatch()
  return { pool, identity: link(state, identity, logins, world.clock.now()), logins }
}
