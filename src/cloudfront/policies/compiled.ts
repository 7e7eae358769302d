/** Policies as the servers read them: sets of names, and the older settings of a behavior as one. */
import { itemsOf, type CacheBehavior } from '../distributions/config.ts'
import type {
  CachePolicyConfig,
  CookiesConfig,
  HeadersConfig,
  OriginRequestPolicyConfig,
  QueryStringsConfig,
} from './configs.ts'

/** Chooses among cookies, parameters or headers. */
export interface Selection {
  has(name: string): boolean
  readonly isEmpty: boolean
  /** The names that it lists, for headers that CloudFront adds. */
  readonly listed: readonly string[]
}

export const NOTHING: Selection = { has: () => false, isEmpty: true, listed: [] }
export const EVERYTHING: Selection = { has: () => true, isEmpty: false, listed: [] }

/** In seconds. */
export interface Ttl {
  readonly min: number
  readonly standard: number
  readonly max: number
}

export interface CachePolicy {
  readonly ttl: Ttl
  readonly gzip: boolean
  readonly brotli: boolean
  readonly headers: Selection
  readonly cookies: Selection
  readonly queries: Selection
}

export interface OriginRequestPolicy {
  readonly headers: Selection
  readonly cookies: Selection
  readonly queries: Selection
}

const select = (
  behavior: string,
  names: readonly string[],
  toKey: (name: string) => string = (name) => name,
): Selection => {
  const keys = new Set(names.map(toKey))
  switch (behavior) {
    case 'whitelist':
      return { has: (name) => keys.has(toKey(name)), isEmpty: keys.size === 0, listed: [...keys] }
    case 'allExcept':
      return { has: (name) => !keys.has(toKey(name)), isEmpty: false, listed: [] }
    case 'all':
      return EVERYTHING
    default:
      return NOTHING
  }
}

const lower = (name: string): string => name.toLowerCase()
const isOfCloudFront = (name: string): boolean => lower(name).startsWith('cloudfront-')

const cookiesOf = ({ CookieBehavior, Cookies }: CookiesConfig): Selection =>
  select(CookieBehavior, itemsOf(Cookies))

const queriesOf = ({ QueryStringBehavior, QueryStrings }: QueryStringsConfig): Selection =>
  select(QueryStringBehavior, itemsOf(QueryStrings))

function headersOf({ HeaderBehavior, Headers }: HeadersConfig): Selection {
  const names = itemsOf(Headers)
  if (HeaderBehavior === 'allViewer') return EVERYTHING
  if (HeaderBehavior === 'allViewerAndWhitelistCloudFront') {
    return { ...EVERYTHING, listed: names.filter(isOfCloudFront).map(lower) }
  }
  return select(HeaderBehavior, names, lower)
}

/** AWS: DownloadDistValuesCacheBehavior.html: the values of a policy that gives none. */
const DEFAULT_TTL: Ttl = { min: 0, standard: 86_400, max: 31_536_000 }

export function compileCachePolicy(config: CachePolicyConfig): CachePolicy {
  const { MinTTL, DefaultTTL, MaxTTL } = config
  const parameters = config.ParametersInCacheKeyAndForwardedToOrigin
  return {
    ttl: ttlOf(MinTTL, DefaultTTL, MaxTTL),
    gzip: parameters?.EnableAcceptEncodingGzip === true,
    brotli: parameters?.EnableAcceptEncodingBrotli === true,
    headers: parameters ? headersOf(parameters.HeadersConfig) : NOTHING,
    cookies: parameters ? cookiesOf(parameters.CookiesConfig) : NOTHING,
    queries: parameters ? queriesOf(parameters.QueryStringsConfig) : NOTHING,
  }
}

// AWS: API_CachePolicyConfig.html: the defaults grow with the minimum.
const ttlOf = (min: number = 0, standard?: number, max?: number): Ttl => ({
  min,
  standard: standard ?? Math.max(min, DEFAULT_TTL.standard),
  max: max ?? Math.max(min, standard ?? 0, DEFAULT_TTL.max),
})

export const compileOriginRequestPolicy = (
  config: OriginRequestPolicyConfig,
): OriginRequestPolicy => ({
  headers: headersOf(config.HeadersConfig),
  cookies: cookiesOf(config.CookiesConfig),
  queries: queriesOf(config.QueryStringsConfig),
})

/**
 * The settings of a behavior without a cache policy. AWS: DownloadDistValuesCacheBehavior.html: what
 * is in the key is forwarded, with the cookies and queries that it forwards.
 */
export function compileForwardedValues(behavior: CacheBehavior): CachePolicy {
  const { ForwardedValues: values = {}, MinTTL, DefaultTTL, MaxTTL } = behavior
  const headerNames = itemsOf(values.Headers)
  const keys = itemsOf(values.QueryStringCacheKeys)
  const forward = values.Cookies?.Forward ?? 'none'
  return {
    ttl: ttlOf(MinTTL, DefaultTTL, MaxTTL),
    gzip: behavior.Compress === true,
    brotli: false,
    headers: headerNames.includes('*') ? EVERYTHING : select('whitelist', headerNames, lower),
    cookies: select(forward, itemsOf(values.Cookies?.WhitelistedNames)),
    queries:
      values.QueryString !== true
        ? NOTHING
        : keys.length > 0
          ? select('whitelist', keys)
          : EVERYTHING,
  }
}

/** Of a behavior with older settings: `QueryStringCacheKeys` limits the key, not the request. */
export const forwardsAllQueries = ({ ForwardedValues: values }: CacheBehavior): boolean =>
  values?.QueryString === true
