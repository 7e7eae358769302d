/** The list of operations. */
import type { Operation } from '../../core/world/world.ts'
import type { IdentityState } from '../state.ts'
import * as identities from './identities.ts'
import * as pools from './pools.ts'

const all: readonly Operation<IdentityState>[] = [
  pools.createIdentityPool,
  pools.describeIdentityPool,
  pools.updateIdentityPool,
  pools.deleteIdentityPool,
  pools.listIdentityPools,
  pools.setIdentityPoolRoles,
  pools.getIdentityPoolRoles,
  identities.getId,
  identities.getCredentialsForIdentity,
  identities.getOpenIdToken,
  identities.describeIdentity,
  identities.listIdentities,
  identities.deleteIdentities,
]

export const operations: Readonly<Record<string, Operation<IdentityState>>> = Object.fromEntries(
  all.map((operation) => [operation.name, operation]),
)
