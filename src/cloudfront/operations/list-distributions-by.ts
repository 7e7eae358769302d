/** ListDistributionsByCachePolicyId and its like: the distributions that use a resource. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { CloudFrontOperation } from '../api/model.ts'
import { behaviorsOf, itemsOf, type CacheBehavior } from '../distributions/config.ts'
import { notFound } from '../errors.ts'
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
} from '../policies/managed.ts'
import { listOf, type PageInput } from '../resources/page.ts'
import type { CloudFrontState } from '../state.ts'

interface Use {
  readonly name: Extract<CloudFrontOperation, `ListDistributionsBy${string}`>
  /** The member of the input that has the resource's id. */
  readonly member: string
  exists(state: CloudFrontState, id: string): boolean
  /** Thrown for an id of nothing. */
  readonly missing: Parameters<typeof notFound>[0]
  isUsed(behavior: CacheBehavior, id: string): boolean
}

const USES: readonly Use[] = [
  {
    name: 'ListDistributionsByCachePolicyId',
    member: 'CachePolicyId',
    exists: ({ cachePolicies }, id) => cachePolicies.has(id) || MANAGED_CACHE_POLICIES.has(id),
    missing: 'NoSuchCachePolicy',
    isUsed: ({ CachePolicyId }, id) => CachePolicyId === id,
  },
  {
    name: 'ListDistributionsByOriginRequestPolicyId',
    member: 'OriginRequestPolicyId',
    exists: ({ originRequestPolicies }, id) =>
      originRequestPolicies.has(id) || MANAGED_ORIGIN_REQUEST_POLICIES.has(id),
    missing: 'NoSuchOriginRequestPolicy',
    isUsed: ({ OriginRequestPolicyId }, id) => OriginRequestPolicyId === id,
  },
  {
    name: 'ListDistributionsByResponseHeadersPolicyId',
    member: 'ResponseHeadersPolicyId',
    exists: ({ responseHeadersPolicies }, id) =>
      responseHeadersPolicies.has(id) || MANAGED_RESPONSE_HEADERS_POLICIES.has(id),
    missing: 'NoSuchResponseHeadersPolicy',
    isUsed: ({ ResponseHeadersPolicyId }, id) => ResponseHeadersPolicyId === id,
  },
  {
    name: 'ListDistributionsByKeyGroup',
    member: 'KeyGroupId',
    exists: ({ keyGroups }, id) => keyGroups.has(id),
    missing: 'NoSuchResource',
    isUsed: ({ TrustedKeyGroups }, id) => itemsOf(TrustedKeyGroups).includes(id),
  },
]

/** AWS: API_ListDistributionsByCachePolicyId.html and its like. */
const operationOf = ({ name, member, exists, missing, isUsed }: Use): Operation<CloudFrontState> =>
  defineOperation({
    name,
    handles: [member, 'Marker', 'MaxItems'],
    run(state: CloudFrontState, input: PageInput) {
      const id = String(Reflect.get(input, member))
      if (!exists(state, id)) throw notFound(missing)
      const using = [...state.distributions.values()].filter(({ config }) =>
        behaviorsOf(config).some((behavior) => isUsed(behavior, id)),
      )
      const ids = using.map((distribution) => distribution.id)
      return { DistributionIdList: listOf(ids, input, String, String) }
    },
  })

export const listDistributionsBy: Readonly<Record<string, Operation<CloudFrontState>>> =
  Object.fromEntries(USES.map((use) => [use.name, operationOf(use)]))
