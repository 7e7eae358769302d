/** The options of `createDistribution`, with the words of CDK where it has them. */
import { checkNames } from '../../core/checks.ts'
import type { Handle } from '../../core/handle.ts'
import type { Duration } from '../../core/time/duration.ts'
import type { OriginRequestPolicyConfig, ResponseHeadersPolicyConfig } from '../policies/configs.ts'
import type { EdgeHandler } from '../functions/handlers.ts'

/**
 * Where content comes from: a bucket, a gateway, a function with a URL, another distribution, the
 * URL of a server (`region.backend` answers for it), or a function that answers requests.
 */
export type OriginSource =
  ResourceLike | string | URL | ((request: Request) => Response | Promise<Response>)

/** A handle, as the options see it. */
export interface ResourceLike {
  readonly name: string
  readonly arn: string
}

/** An origin with its settings. */
export interface OriginOptions {
  readonly source: OriginSource
  /** The beginning of every path at the origin: `/prod`. Default: that of the URL. */
  readonly originPath?: string
  /** Headers that CloudFront adds. */
  readonly customHeaders?: Readonly<Record<string, string>>
  /** Default 30 s. */
  readonly readTimeout?: Duration
  /** Whether CloudFront signs its requests to a bucket, whose policy then lets it read. Default true. */
  readonly originAccessControl?: boolean
}

/** Two origins: the second answers where the first fails. */
export interface OriginGroupOptions {
  readonly primary: OriginSource | OriginOptions
  readonly fallback: OriginSource | OriginOptions
  /** Default 500, 502, 503 and 504. */
  readonly fallbackStatusCodes?: readonly number[]
}

export type DistributionOrigin = OriginSource | OriginOptions | OriginGroupOptions

/**
 * A CloudFront function, as source text or as a function; or a function of Lambda, which then runs
 * as Lambda@Edge.
 */
export type ViewerFunction = string | EdgeHandler | ResourceLike

export interface EdgeFunctions {
  readonly viewerRequest?: ViewerFunction
  readonly viewerResponse?: ViewerFunction
  /** Lambda@Edge alone. */
  readonly originRequest?: ResourceLike
  /** Lambda@Edge alone. */
  readonly originResponse?: ResourceLike
}

/** How long objects stay in a cache. */
export interface CacheTtl {
  /** Default 0. */
  readonly min?: Duration
  /** For answers whose headers name no time. Default 24 h. */
  readonly default?: Duration
  /** Default 365 d. */
  readonly max?: Duration
}

/** What of a request decides which object answers it, beside its path. */
export interface CacheKeyOptions {
  /** Parameters of the query string. Default: none. */
  readonly query?: 'all' | readonly string[]
  /** Default: none. */
  readonly headers?: readonly string[]
  /** Default: none. */
  readonly cookies?: 'all' | readonly string[]
}

/**
 * A cache behavior.
 * AWS: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export interface BehaviorOptions {
  /** `DefaultTTL`, or all three times. */
  readonly ttl?: Duration | CacheTtl
  readonly cacheKey?: CacheKeyOptions
  /** The name or id of a cache policy. Default: `CachingOptimized`, or one of `ttl` and `cacheKey`. */
  readonly cachePolicy?: string
  /** The name or id of a policy, or a configuration without a name. Default: none. */
  readonly originRequestPolicy?: string | Omit<OriginRequestPolicyConfig, 'Name'>
  /** The name or id of a policy, or a configuration without a name. Default: none. */
  readonly responseHeadersPolicy?: string | Omit<ResponseHeadersPolicyConfig, 'Name'>
  readonly functions?: EdgeFunctions
  /** Default `allow-all`. */
  readonly viewerProtocolPolicy?: 'allow-all' | 'https-only' | 'redirect-to-https'
  /** Default: GET and HEAD. */
  readonly allowedMethods?: 'GET_HEAD' | 'GET_HEAD_OPTIONS' | 'all'
  /** Default: GET and HEAD. */
  readonly cachedMethods?: 'GET_HEAD' | 'GET_HEAD_OPTIONS'
  /** Whether CloudFront compresses. Default true. */
  readonly compress?: boolean
  /** Public keys in PEM. Viewers then need signed URLs or cookies. */
  readonly trustedKeys?: string | readonly string[]
}

/** A page in the place of an error. */
export interface ErrorResponse {
  /** The path of the page. Default: the error itself is shown. */
  readonly page?: string
  /** The status of the page. Default: that of the error. */
  readonly status?: number
  /** How long the error is cached at least. Default 10 s. */
  readonly ttl?: Duration
}

/**
 * Options of `createDistribution`.
 * AWS: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html
 */
export interface DistributionOptions extends BehaviorOptions {
  readonly origin: DistributionOrigin
  /** For `region.distribution(name)`. Default: none. */
  readonly name?: string
  /** The object for `/`. Default: none. */
  readonly defaultRootObject?: string
  /** By path pattern, in the order in which they are tried. `origin`: default the distribution's. */
  readonly additionalBehaviors?: Readonly<
    Record<string, BehaviorOptions & { readonly origin?: DistributionOrigin }>
  >
  /** By the status of the error. */
  readonly errorResponses?: Readonly<Record<number, ErrorResponse>>
  /** Alternate domain names. Default: none. */
  readonly domainNames?: readonly string[]
  /** The header of origins with cache tags, for `cdn.invalidate('#tag')`. Default: none. */
  readonly cacheTagHeader?: string
  /** Default true. */
  readonly enabled?: boolean
  readonly comment?: string
  /** Kept and shown. */
  readonly tags?: Readonly<Record<string, string>>
  /** The region that it belongs to. Default: the one that this code runs in, or the default region. */
  readonly region?: Handle
}

const BEHAVIOR_NAMES: Readonly<Record<keyof BehaviorOptions | 'origin', true>> = {
  origin: true,
  ttl: true,
  cacheKey: true,
  cachePolicy: true,
  originRequestPolicy: true,
  responseHeadersPolicy: true,
  functions: true,
  viewerProtocolPolicy: true,
  allowedMethods: true,
  cachedMethods: true,
  compress: true,
  trustedKeys: true,
}

const NAMES: Readonly<Record<keyof DistributionOptions, true>> = {
  ...BEHAVIOR_NAMES,
  name: true,
  defaultRootObject: true,
  additionalBehaviors: true,
  errorResponses: true,
  domainNames: true,
  cacheTagHeader: true,
  enabled: true,
  comment: true,
  tags: true,
  region: true,
}

/** Words of other tools for these options. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  aliases: 'domainNames',
  behaviors: 'additionalBehaviors',
  cacheBehaviors: 'additionalBehaviors',
  defaultBehavior: 'the options of the distribution itself',
  customErrorResponses: 'errorResponses',
  origins: 'origin, and additionalBehaviors with their own',
  trustedKeyGroups: 'trustedKeys',
  edgeLambdas: 'functions',
}

const hint = (name: string): string | undefined =>
  Object.hasOwn(OTHER_WORDS, name) ? `Did you mean ${OTHER_WORDS[name] ?? ''}?` : undefined

export function checkOptions(options: DistributionOptions, caller: string): void {
  checkNames(options, caller, Object.keys(NAMES), 'option', hint)
  for (const [pattern, behavior] of Object.entries(options.additionalBehaviors ?? {})) {
    checkNames(behavior, `${caller}: ${pattern}`, Object.keys(BEHAVIOR_NAMES), 'option', hint)
  }
  const { functions = {}, cacheKey = {}, ttl } = options
  checkNames(functions, `${caller}: functions`, FUNCTIONS, 'place')
  checkNames(cacheKey, `${caller}: cacheKey`, ['query', 'headers', 'cookies'], 'part')
  if (typeof ttl === 'object') checkNames(ttl, `${caller}: ttl`, ['min', 'default', 'max'])
  for (const [status, response] of Object.entries(options.errorResponses ?? {})) {
    checkNames(response, `${caller}: errorResponses ${status}`, ['page', 'status', 'ttl'])
  }
}

const FUNCTIONS = ['viewerRequest', 'viewerResponse', 'originRequest', 'originResponse']
