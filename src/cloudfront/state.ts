/** CloudFront's state in one account. It belongs to no region. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import { forkCaches, type Cache } from './cache/store.ts'
import type { Distribution } from './distributions/distribution.ts'
import type { StoredFunction } from './functions/stored-function.ts'
import type { EdgeHandler } from './functions/handlers.ts'
import type {
  CachePolicyConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from './policies/configs.ts'
import type {
  KeyGroupConfig,
  OriginAccessControlConfig,
  PublicKeyConfig,
} from './resources/configs.ts'
import type { Invalidation } from './cache/invalidation.ts'
import type { Stored } from './resources/stored.ts'

/** Answers in the place of an origin. */
export type OriginHandler = (request: Request) => Response | Promise<Response>

export interface CloudFrontState {
  /** By id. */
  readonly distributions: CopyOnWriteMap<string, Distribution>
  readonly cachePolicies: CopyOnWriteMap<string, Stored<CachePolicyConfig>>
  readonly originRequestPolicies: CopyOnWriteMap<string, Stored<OriginRequestPolicyConfig>>
  readonly responseHeadersPolicies: CopyOnWriteMap<string, Stored<ResponseHeadersPolicyConfig>>
  readonly accessControls: CopyOnWriteMap<string, Stored<OriginAccessControlConfig>>
  readonly publicKeys: CopyOnWriteMap<string, Stored<PublicKeyConfig>>
  readonly keyGroups: CopyOnWriteMap<string, Stored<KeyGroupConfig>>
  /** By name. */
  readonly functions: CopyOnWriteMap<string, StoredFunction>
  /** By id. */
  readonly invalidations: CopyOnWriteMap<string, Invalidation>
  /** What points of presence and regional edge caches hold: cache/store.ts. */
  readonly caches: CopyOnWriteMap<string, Cache>
  /** Functions of the test that answer for an origin, by its domain name. */
  readonly originHandlers: CopyOnWriteMap<string, OriginHandler>
  /** Functions of the test in the place of a CloudFront function's code, by its name. */
  readonly edgeHandlers: CopyOnWriteMap<string, EdgeHandler>
  /** By how many milliseconds the clock was set since the times in `caches` were noted. */
  timeShift: number
  /** Requests that others wait for, by place and key. A fork has none. */
  readonly pending: Map<string, Promise<void>>
}

export const createState = (): CloudFrontState => ({
  distributions: new CopyOnWriteMap(),
  cachePolicies: new CopyOnWriteMap(),
  originRequestPolicies: new CopyOnWriteMap(),
  responseHeadersPolicies: new CopyOnWriteMap(),
  accessControls: new CopyOnWriteMap(),
  publicKeys: new CopyOnWriteMap(),
  keyGroups: new CopyOnWriteMap(),
  functions: new CopyOnWriteMap(),
  invalidations: new CopyOnWriteMap(),
  caches: new CopyOnWriteMap(),
  originHandlers: new CopyOnWriteMap(),
  edgeHandlers: new CopyOnWriteMap(),
  timeShift: 0,
  pending: new Map(),
})

export const forkState = (state: CloudFrontState): CloudFrontState => ({
  distributions: state.distributions.fork(),
  cachePolicies: state.cachePolicies.fork(),
  originRequestPolicies: state.originRequestPolicies.fork(),
  responseHeadersPolicies: state.responseHeadersPolicies.fork(),
  accessControls: state.accessControls.fork(),
  publicKeys: state.publicKeys.fork(),
  keyGroups: state.keyGroups.fork(),
  functions: state.functions.fork(),
  invalidations: state.invalidations.fork(),
  caches: forkCaches(state.caches),
  originHandlers: state.originHandlers.fork(),
  edgeHandlers: state.edgeHandlers.fork(),
  timeShift: state.timeShift,
  pending: new Map(),
})

/** Declared resources return to their declaration. All others go, and so does what caches hold. */
export function resetState(state: CloudFrontState): void {
  for (const [id, { declared }] of [...state.distributions]) {
    if (declared) state.distributions.set(id, { ...declared, declared })
    else state.distributions.delete(id)
  }
  const others = [
    ...[state.cachePolicies, state.originRequestPolicies, state.responseHeadersPolicies],
    ...[state.accessControls, state.publicKeys, state.keyGroups, state.functions],
  ] as readonly CopyOnWriteMap<string, { readonly isDeclared: boolean }>[]
  for (const map of others) {
    for (const [id, { isDeclared }] of [...map]) if (!isDeclared) map.delete(id)
  }
  state.invalidations.clear()
  state.caches.clear()
  state.pending.clear()
  state.timeShift = 0
}

/** Follows the clock to another date: objects keep their age. */
export function shiftState(state: CloudFrontState, _world: unknown, milliseconds: number): void {
  state.timeShift += milliseconds
}
