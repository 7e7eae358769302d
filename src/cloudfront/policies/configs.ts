/** The configurations of policies in AWS's form. */
import type { ListOf } from '../distributions/config.ts'

type SelectBehavior = 'none' | 'whitelist' | 'allExcept' | 'all'

export interface CookiesConfig {
  readonly CookieBehavior: SelectBehavior
  readonly Cookies?: ListOf<string>
}

export interface QueryStringsConfig {
  readonly QueryStringBehavior: SelectBehavior
  readonly QueryStrings?: ListOf<string>
}

export interface HeadersConfig {
  readonly HeaderBehavior:
    'none' | 'whitelist' | 'allViewer' | 'allViewerAndWhitelistCloudFront' | 'allExcept'
  readonly Headers?: ListOf<string>
}

interface Named {
  readonly Name: string
  readonly Comment?: string
}

/** AWS: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html */
export interface CachePolicyConfig extends Named {
  readonly MinTTL: number
  readonly DefaultTTL?: number
  readonly MaxTTL?: number
  readonly ParametersInCacheKeyAndForwardedToOrigin?: {
    readonly EnableAcceptEncodingGzip?: boolean
    readonly EnableAcceptEncodingBrotli?: boolean
    readonly HeadersConfig: HeadersConfig
    readonly CookiesConfig: CookiesConfig
    readonly QueryStringsConfig: QueryStringsConfig
  }
}

/** AWS: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyConfig.html */
export interface OriginRequestPolicyConfig extends Named {
  readonly HeadersConfig: HeadersConfig
  readonly CookiesConfig: CookiesConfig
  readonly QueryStringsConfig: QueryStringsConfig
}

interface Overriding {
  readonly Override?: boolean
}

/** AWS: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html */
export interface ResponseHeadersPolicyConfig extends Named {
  readonly CorsConfig?: {
    readonly AccessControlAllowOrigins: ListOf<string>
    readonly AccessControlAllowHeaders: ListOf<string>
    readonly AccessControlAllowMethods: ListOf<string>
    readonly AccessControlAllowCredentials: boolean
    readonly AccessControlExposeHeaders?: ListOf<string>
    readonly AccessControlMaxAgeSec?: number
    readonly OriginOverride: boolean
  }
  readonly SecurityHeadersConfig?: {
    readonly XSSProtection?: Overriding & {
      readonly Protection: boolean
      readonly ModeBlock?: boolean
      readonly ReportUri?: string
    }
    readonly FrameOptions?: Overriding & { readonly FrameOption: string }
    readonly ReferrerPolicy?: Overriding & { readonly ReferrerPolicy: string }
    readonly ContentSecurityPolicy?: Overriding & { readonly ContentSecurityPolicy: string }
    readonly ContentTypeOptions?: Overriding
    readonly StrictTransportSecurity?: Overriding & {
      readonly AccessControlMaxAgeSec: number
      readonly IncludeSubdomains?: boolean
      readonly Preload?: boolean
    }
  }
  readonly ServerTimingHeadersConfig?: { readonly Enabled: boolean; readonly SamplingRate?: number }
  readonly CustomHeadersConfig?: ListOf<{
    readonly Header: string
    readonly Value: string
    readonly Override: boolean
  }>
  readonly RemoveHeadersConfig?: ListOf<{ readonly Header: string }>
}
