/** Finds pools, clients and domains. */
import { clientNotFound, poolNotFound, providerNotFound } from '../errors.ts'
import type { IdentityProvider } from '../settings/identity-providers.ts'
import type { CognitoState, StoredClient, StoredPool } from '../state.ts'

export function findPool({ pools }: CognitoState, id: string): StoredPool {
  const pool = pools.get(id)
  if (!pool) throw poolNotFound(id)
  return pool
}

/** A client of a pool. */
export function findClientOf(
  { clients }: CognitoState,
  { id: poolId }: StoredPool,
  id: string,
): StoredClient {
  const client = clients.get(id)
  if (client?.poolId !== poolId) throw clientNotFound(id)
  return client
}

export interface ClientAndPool {
  readonly client: StoredClient
  readonly pool: StoredPool
}

/** The client of a call that names no pool. */
export function findClient(state: CognitoState, id: string): ClientAndPool {
  const client = state.clients.get(id)
  const pool = client && state.pools.get(client.poolId)
  if (!pool) throw clientNotFound(id)
  return { client, pool }
}

export function findProvider({ identityProviders }: StoredPool, name: string): IdentityProvider {
  const provider = Object.hasOwn(identityProviders, name) && identityProviders[name]
  if (!provider) throw providerNotFound(name)
  return provider
}

// AWS: amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
export const issuerOf = (poolId: string): string =>
  `https://cognito-idp.${poolId.slice(0, poolId.indexOf('_'))}.amazonaws.com/${poolId}`
