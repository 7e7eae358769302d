/**
 * Cache behaviors, as the servers use them.
 *
 * AWS: DownloadDistValuesCacheBehavior.html
 */
import {
  behaviorsOf,
  itemsOf,
  type CacheBehavior,
  type DistributionConfig,
} from '../distributions/config.ts'
import { matchesGlob } from '../../core/patterns/glob.ts'
import { findPolicies } from '../policies/find.ts'
import {
  compileCachePolicy,
  compileForwardedValues,
  compileOriginRequestPolicy,
  EVERYTHING,
  forwardsAllQueries,
  NOTHING,
  type CachePolicy,
  type OriginRequestPolicy,
} from '../policies/compiled.ts'
import type { ResponseHeadersPolicyConfig } from '../policies/configs.ts'
import type { CloudFrontState } from '../state.ts'

export interface Behavior {
  /** Its pattern, or `Default (*)`. */
  readonly name: string
  readonly config: CacheBehavior
  readonly cachePolicy: CachePolicy
  readonly originRequestPolicy: OriginRequestPolicy | undefined
  readonly responseHeadersPolicy: ResponseHeadersPolicyConfig | undefined
  readonly allowedMethods: ReadonlySet<string>
  readonly cachedMethods: ReadonlySet<string>
}

const READING = ['GET', 'HEAD']

/** Returns the behavior of a path: the first whose pattern matches. */
export function behaviorOf(
  state: CloudFrontState,
  config: DistributionConfig,
  path: string,
): Behavior {
  const found =
    behaviorsOf(config).find(
      ({ PathPattern }) => PathPattern === undefined || matchesPattern(PathPattern, path),
    ) ?? config.DefaultCacheBehavior
  return compile(state, found)
}

function compile(state: CloudFrontState, config: CacheBehavior): Behavior {
  const policies = findPolicies(state, config)
  const allowed = itemsOf(config.AllowedMethods)
  const cached = itemsOf(config.AllowedMethods?.CachedMethods)
  return {
    name: config.PathPattern ?? 'Default (*)',
    config,
    cachePolicy: policies.cache
      ? compileCachePolicy(policies.cache)
      : compileForwardedValues(config),
    originRequestPolicy: policies.originRequest
      ? compileOriginRequestPolicy(policies.originRequest)
      : forwardedQueriesOf(config),
    responseHeadersPolicy: policies.responseHeaders,
    allowedMethods: new Set(allowed.length > 0 ? allowed : READING),
    cachedMethods: new Set(cached.length > 0 ? cached : READING),
  }
}

function forwardedQueriesOf(config: CacheBehavior): OriginRequestPolicy | undefined {
  if (!forwardsAllQueries(config)) return undefined
  return { headers: NOTHING, cookies: NOTHING, queries: EVERYTHING }
}

/** AWS: case counts, `*` and `?` stand for characters, and the first slash may be left out. */
function matchesPattern(pattern: string, path: string): boolean {
  const full = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`
  return matchesGlob(full, path)
}
