/**
 * CloudFront: distributions, and the points of presence that answer their viewers.
 * Simulates behaviors, caches, policies, origins, functions of the edge, signed URLs, invalidations.
 * Does not simulate tenants, key value stores, VPC origins, field-level encryption, WAF, logs.
 * State: `CloudFrontState` (distributions, policies, caches), one for all regions of an account,
 * copy-on-write in forks.
 */
export { room } from './room.ts'
export type { CloudFrontState } from './state.ts'
export {
  createDistribution,
  createDistributionIn,
  distributionHandle,
} from './handle/create-distribution.ts'
export type {
  CachedObject,
  CachePlace,
  Distribution,
  DistributionFetchInit,
  DistributionOperation,
} from './handle/distribution.ts'
export type {
  BehaviorOptions,
  CacheKeyOptions,
  CacheTtl,
  DistributionOptions,
  DistributionOrigin,
  EdgeFunctions,
  ErrorResponse,
  OriginGroupOptions,
  OriginOptions,
  OriginSource,
  ResourceLike,
  ViewerFunction,
} from './handle/options.ts'
export type { CacheKey } from './cache/entry.ts'
export type {
  CacheResult,
  DistributionRequest,
  EdgeFunctionRun,
  OriginRequest,
} from './serve/record.ts'
export { answerHost, answerOrigin, fetchHost, type HostAnswer } from './serve/hosts.ts'
export { toBeCacheHit, toBeCacheMiss, toHaveOriginRequests } from './matchers.ts'
