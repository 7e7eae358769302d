/** Finds policies by id and by name, AWS's own included. */
import type { CacheBehavior } from '../distributions/config.ts'
import type { Stored } from '../resources/stored.ts'
import type {
  CachePolicyConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from './configs.ts'
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
} from './managed.ts'

type Own<Config> = ReadonlyMap<string, Stored<Config>>
type Managed<Config> = ReadonlyMap<string, Config>

const byId = <Config>(
  own: Own<Config>,
  managed: Managed<Config>,
  id: string | undefined,
): Config | undefined =>
  id === undefined || id === '' ? undefined : (own.get(id)?.config ?? managed.get(id))

/** The account's own policies, by id. */
export interface OwnPolicies {
  readonly cachePolicies: Own<CachePolicyConfig>
  readonly originRequestPolicies: Own<OriginRequestPolicyConfig>
  readonly responseHeadersPolicies: Own<ResponseHeadersPolicyConfig>
}

/** The policies of a behavior. Undefined for those that it does not have. */
export const findPolicies = (
  state: OwnPolicies,
  { CachePolicyId, OriginRequestPolicyId, ResponseHeadersPolicyId }: CacheBehavior,
): {
  readonly cache: CachePolicyConfig | undefined
  readonly originRequest: OriginRequestPolicyConfig | undefined
  readonly responseHeaders: ResponseHeadersPolicyConfig | undefined
} => ({
  cache: byId(state.cachePolicies, MANAGED_CACHE_POLICIES, CachePolicyId),
  originRequest: byId(
    state.originRequestPolicies,
    MANAGED_ORIGIN_REQUEST_POLICIES,
    OriginRequestPolicyId,
  ),
  responseHeaders: byId(
    state.responseHeadersPolicies,
    MANAGED_RESPONSE_HEADERS_POLICIES,
    ResponseHeadersPolicyId,
  ),
})

/** Returns the id of a policy by its id or name. `Managed-` may be left out. */
export function idOfPolicy<Config extends { readonly Name: string }>(
  own: Own<Config>,
  managed: Managed<Config>,
  idOrName: string,
): string | undefined {
  if (own.has(idOrName) || managed.has(idOrName)) return idOrName
  for (const { id, config } of own.values()) if (config.Name === idOrName) return id
  for (const [id, { Name }] of managed) {
    if (Name === idOrName || Name === `Managed-${idOrName}`) return id
  }
  return undefined
}

/** `CachingOptimized, CachingDisabled, ...` */
export const namesOf = <Config extends { readonly Name: string }>(
  own: Own<Config>,
  managed: Managed<Config>,
): readonly string[] => [
  ...[...managed.values()].map(({ Name }) => Name.replace('Managed-', '')),
  ...[...own.values()].map(({ config }) => config.Name),
]
