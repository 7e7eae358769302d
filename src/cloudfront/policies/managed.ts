/**
 * The policies of AWS, which every account has.
 *
 * AWS: using-managed-cache-policies.html, using-managed-origin-request-policies.html,
 * using-managed-response-headers-policies.html; the ids as in aws-cdk-lib.
 */
import type {
  CachePolicyConfig,
  HeadersConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from './configs.ts'

type ById<Config> = ReadonlyMap<string, Config>

const list = (...items: readonly string[]): { Quantity: number; Items: readonly string[] } => ({
  Quantity: items.length,
  Items: items,
})

const headers = (...names: readonly string[]): HeadersConfig =>
  names.length === 0
    ? { HeaderBehavior: 'none' }
    : { HeaderBehavior: 'whitelist', Headers: list(...names) }

type TtlTriple = readonly [min: number, standard: number, max: number]

interface CacheParts {
  readonly ttl: TtlTriple
  readonly coding?: 'both' | 'gzip'
  readonly headers?: readonly string[]
  readonly cookies?: 'all'
  readonly queries?: 'all' | readonly string[]
}

function cache(name: string, parts: CacheParts): CachePolicyConfig {
  const [MinTTL, DefaultTTL, MaxTTL] = parts.ttl
  const { queries } = parts
  return {
    Name: `Managed-${name}`,
    Comment: '',
    MinTTL,
    DefaultTTL,
    MaxTTL,
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: parts.coding !== undefined,
      EnableAcceptEncodingBrotli: parts.coding === 'both',
      HeadersConfig: headers(...(parts.headers ?? [])),
      CookiesConfig: { CookieBehavior: parts.cookies ?? 'none' },
      QueryStringsConfig:
        queries === undefined || queries === 'all'
          ? { QueryStringBehavior: queries ?? 'none' }
          : { QueryStringBehavior: 'whitelist', QueryStrings: list(...queries) },
    },
  }
}

const OPTIMIZED: TtlTriple = [1, 86_400, 31_536_000]
const OF_ORIGIN = ['host', 'origin', 'x-http-method-override', 'x-http-method', 'x-method-override']

export const MANAGED_CACHE_POLICIES: ById<CachePolicyConfig> = new Map([
  [
    '658327ea-f89d-4fab-a63d-7e88639e58f6',
    cache('CachingOptimized', { ttl: OPTIMIZED, coding: 'both' }),
  ],
  ['4135ea2d-6df8-44a3-9df3-4b5a84be39ad', cache('CachingDisabled', { ttl: [0, 0, 0] })],
  [
    'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
    cache('CachingOptimizedForUncompressedObjects', { ttl: OPTIMIZED }),
  ],
  [
    '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
    cache('UseOriginCacheControlHeaders', {
      ttl: [0, 0, 31_536_000],
      coding: 'both',
      headers: OF_ORIGIN,
      cookies: 'all',
    }),
  ],
  [
    '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
    cache('UseOriginCacheControlHeaders-QueryStrings', {
      ttl: [0, 0, 31_536_000],
      coding: 'both',
      headers: OF_ORIGIN,
      cookies: 'all',
      queries: 'all',
    }),
  ],
  [
    '2e54312d-136d-493c-8eb9-b001f22f67d2',
    cache('Amplify', {
      ttl: [2, 2, 600],
      coding: 'both',
      headers: ['authorization', 'cloudfront-viewer-country', 'host'],
      cookies: 'all',
      queries: 'all',
    }),
  ],
  [
    '08627262-05a9-4f76-9ded-b50ca2e3a84f',
    cache('Elemental-MediaPackage', {
      ttl: [0, 86_400, 31_536_000],
      coding: 'gzip',
      headers: ['origin'],
      queries: ['aws.manifestfilter', 'start', 'end', 'm'],
    }),
  ],
])

const request = (
  name: string,
  HeadersConfig: HeadersConfig,
  rest: 'none' | 'all',
): OriginRequestPolicyConfig => ({
  Name: `Managed-${name}`,
  Comment: '',
  HeadersConfig,
  CookiesConfig: { CookieBehavior: rest },
  QueryStringsConfig: { QueryStringBehavior: rest },
})

export const MANAGED_ORIGIN_REQUEST_POLICIES: ById<OriginRequestPolicyConfig> = new Map([
  [
    '216adef6-5c7f-47e4-b989-5492eafa07d3',
    request('AllViewer', { HeaderBehavior: 'allViewer' }, 'all'),
  ],
  [
    'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    request(
      'AllViewerExceptHostHeader',
      { HeaderBehavior: 'allExcept', Headers: list('host') },
      'all',
    ),
  ],
  [
    '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf',
    request(
      'CORS-S3Origin',
      headers('origin', 'access-control-request-headers', 'access-control-request-method'),
      'none',
    ),
  ],
  ['59781a5b-3903-41f3-afcb-af62929ccde1', request('CORS-CustomOrigin', headers('origin'), 'none')],
  [
    'acba4595-bd28-49b8-b9fe-13317c0390fa',
    request('UserAgentRefererHeaders', headers('user-agent', 'referer'), 'none'),
  ],
  ['bf0718e1-ba1e-49d1-88b1-f726733018ae', request('HostHeaderOnly', headers('host'), 'none')],
  [
    '33f36d7e-f396-46d9-90e0-52428a34d9dc',
    request(
      'AllViewerAndCloudFrontHeaders-2022-06',
      {
        HeaderBehavior: 'allViewerAndWhitelistCloudFront',
        Headers: list(
          'cloudfront-forwarded-proto',
          'cloudfront-is-android-viewer',
          'cloudfront-is-desktop-viewer',
          'cloudfront-is-ios-viewer',
          'cloudfront-is-mobile-viewer',
          'cloudfront-is-smarttv-viewer',
          'cloudfront-is-tablet-viewer',
          'cloudfront-viewer-address',
          'cloudfront-viewer-country',
          'cloudfront-viewer-http-version',
          'cloudfront-viewer-tls',
        ),
      },
      'all',
    ),
  ],
])

const METHODS = list('GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS')

// AWS: the pages name headers by value. Those of SimpleCORS are the origins alone.
const SIMPLE_CORS = {
  AccessControlAllowOrigins: list('*'),
  AccessControlAllowHeaders: list('*'),
  AccessControlAllowMethods: list('GET', 'HEAD'),
  AccessControlAllowCredentials: false,
  OriginOverride: false,
}
const PREFLIGHT_CORS = {
  ...SIMPLE_CORS,
  AccessControlAllowMethods: METHODS,
  AccessControlExposeHeaders: list('*'),
}
const SECURITY = {
  StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: false },
  ContentTypeOptions: { Override: true },
  FrameOptions: { FrameOption: 'SAMEORIGIN', Override: false },
  XSSProtection: { Protection: true, ModeBlock: true, Override: false },
  ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: false },
}

const response = (
  name: string,
  config: Partial<ResponseHeadersPolicyConfig>,
): ResponseHeadersPolicyConfig => ({ Name: `Managed-${name}`, Comment: '', ...config })

export const MANAGED_RESPONSE_HEADERS_POLICIES: ById<ResponseHeadersPolicyConfig> = new Map([
  ['60669652-455b-4ae9-85a4-c4c02393f86c', response('SimpleCORS', { CorsConfig: SIMPLE_CORS })],
  [
    '5cc3b908-e619-4b99-88e5-2cf7f45965bd',
    response('CORS-With-Preflight', { CorsConfig: PREFLIGHT_CORS }),
  ],
  [
    '67f7725c-6f97-4210-82d7-5512b31e9d03',
    response('SecurityHeadersPolicy', { SecurityHeadersConfig: SECURITY }),
  ],
  [
    'e61eb60c-9c35-4d20-a928-2b84e02af89c',
    response('CORS-and-SecurityHeadersPolicy', {
      CorsConfig: SIMPLE_CORS,
      SecurityHeadersConfig: SECURITY,
    }),
  ],
  [
    'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
    response('CORS-with-preflight-and-SecurityHeadersPolicy', {
      CorsConfig: PREFLIGHT_CORS,
      SecurityHeadersConfig: SECURITY,
    }),
  ],
])
