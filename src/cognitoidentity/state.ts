/** The state of identity pools in one world. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import type { Declared } from '../core/world/generation.ts'

/** A client of a user pool whose tokens an identity pool takes. */
export interface LoginProvider {
  /** `cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e` */
  readonly ProviderName?: string
  readonly ClientId?: string
  readonly ServerSideTokenCheck?: boolean
}

export interface MappingRule {
  readonly Claim: string
  readonly MatchType: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual'
  readonly Value: string
  readonly RoleARN: string
}

/** How a provider's users get their role. */
export interface RoleMapping {
  readonly Type: 'Token' | 'Rules'
  readonly AmbiguousRoleResolution?: 'AuthenticatedRole' | 'Deny'
  readonly RulesConfiguration?: { readonly Rules: readonly MappingRule[] }
}

export interface StoredIdentityPool extends Declared {
  /** `us-east-1:3f1d2c4b-...` */
  readonly id: string
  readonly name: string
  readonly allowsUnauthenticated: boolean
  readonly allowsClassicFlow: boolean | undefined
  readonly providers: readonly LoginProvider[]
  readonly roles: Readonly<Record<string, string>>
  /** By provider and client: `<provider>:<client id>`. */
  readonly roleMappings: Readonly<Record<string, RoleMapping>>
  readonly tags: Readonly<Record<string, string>>
  /** As `createIdentityPool` made it, which a reset returns to. */
  readonly declared: StoredIdentityPool | undefined
}

export interface StoredIdentity {
  readonly id: string
  readonly poolId: string
  /** The subject of each provider's login. */
  readonly logins: Readonly<Record<string, string>>
  readonly createdAt: number
  readonly modifiedAt: number
}

export interface IdentityState {
  readonly pools: CopyOnWriteMap<string, StoredIdentityPool>
  readonly identities: CopyOnWriteMap<string, StoredIdentity>
  /** Ids of identities by pool, provider and subject. */
  readonly byLogin: CopyOnWriteMap<string, string>
}

export const loginKey = (poolId: string, provider: string, subject: string): string =>
  `${poolId} ${provider} ${subject}`

export const createState = (): IdentityState => ({
  pools: new CopyOnWriteMap(),
  identities: new CopyOnWriteMap(),
  byLogin: new CopyOnWriteMap(),
})

export const forkState = ({ pools, identities, byLogin }: IdentityState): IdentityState => ({
  pools: pools.fork(),
  identities: identities.fork(),
  byLogin: byLogin.fork(),
})

/** Pools return to their declaration. Identities are data. */
export function resetState({ pools, identities, byLogin }: IdentityState): void {
  for (const [id, { declared }] of [...pools]) {
    if (declared) pools.set(id, { ...declared, declared })
    else pools.delete(id)
  }
  identities.clear()
  byLogin.clear()
}
