/**
 * A distribution's configuration in AWS's form.
 *
 * AWS: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html
 */

export interface ListOf<Item> {
  readonly Quantity?: number | undefined
  readonly Items?: readonly Item[] | undefined
}

export interface FunctionAssociation {
  readonly FunctionARN: string
  readonly EventType: 'viewer-request' | 'viewer-response'
}

export type EdgeEventType =
  'viewer-request' | 'viewer-response' | 'origin-request' | 'origin-response'

export interface LambdaFunctionAssociation {
  readonly LambdaFunctionARN: string
  readonly EventType: EdgeEventType
  readonly IncludeBody?: boolean
}

/** The older form of a cache policy. */
export interface ForwardedValues {
  readonly QueryString?: boolean
  readonly QueryStringCacheKeys?: ListOf<string>
  readonly Cookies?: {
    readonly Forward?: 'none' | 'whitelist' | 'all'
    readonly WhitelistedNames?: ListOf<string>
  }
  readonly Headers?: ListOf<string>
}

export interface CacheBehavior {
  /** Absent in the default one. */
  readonly PathPattern?: string
  readonly TargetOriginId: string
  readonly ViewerProtocolPolicy: 'allow-all' | 'https-only' | 'redirect-to-https'
  readonly AllowedMethods?: ListOf<string> & { readonly CachedMethods?: ListOf<string> }
  readonly Compress?: boolean
  readonly FunctionAssociations?: ListOf<FunctionAssociation>
  readonly LambdaFunctionAssociations?: ListOf<LambdaFunctionAssociation>
  readonly TrustedKeyGroups?: ListOf<string> & { readonly Enabled?: boolean }
  readonly CachePolicyId?: string
  readonly OriginRequestPolicyId?: string
  readonly ResponseHeadersPolicyId?: string
  readonly ForwardedValues?: ForwardedValues
  readonly MinTTL?: number
  readonly DefaultTTL?: number
  readonly MaxTTL?: number
}

export interface Origin {
  readonly Id: string
  readonly DomainName: string
  readonly OriginPath?: string
  readonly CustomHeaders?: ListOf<{ readonly HeaderName: string; readonly HeaderValue: string }>
  readonly S3OriginConfig?: { readonly OriginAccessIdentity?: string }
  readonly CustomOriginConfig?: {
    readonly HTTPPort?: number
    readonly HTTPSPort?: number
    readonly OriginProtocolPolicy?: 'http-only' | 'match-viewer' | 'https-only'
    readonly OriginReadTimeout?: number
    readonly OriginKeepaliveTimeout?: number
  }
  readonly ConnectionAttempts?: number
  readonly ConnectionTimeout?: number
  readonly OriginAccessControlId?: string
}

export interface OriginGroup {
  readonly Id: string
  readonly FailoverCriteria: { readonly StatusCodes: ListOf<number> }
  readonly Members: ListOf<{ readonly OriginId: string }>
}

export interface CustomErrorResponse {
  readonly ErrorCode: number
  readonly ResponsePagePath?: string
  readonly ResponseCode?: string
  readonly ErrorCachingMinTTL?: number
}

export interface DistributionConfig {
  readonly CallerReference: string
  readonly Aliases?: ListOf<string>
  readonly DefaultRootObject?: string
  readonly Origins: ListOf<Origin>
  readonly OriginGroups?: ListOf<OriginGroup>
  readonly DefaultCacheBehavior: CacheBehavior
  readonly CacheBehaviors?: ListOf<CacheBehavior>
  readonly CustomErrorResponses?: ListOf<CustomErrorResponse>
  readonly Comment: string
  readonly PriceClass?: string
  readonly Enabled: boolean
  readonly ViewerCertificate?: object
  readonly Restrictions?: {
    readonly GeoRestriction?: ListOf<string> & {
      readonly RestrictionType?: 'none' | 'whitelist' | 'blacklist'
    }
  }
  readonly HttpVersion?: string
  readonly IsIPV6Enabled?: boolean
  readonly CacheTagConfig?: { readonly HeaderName?: string }
}

export const itemsOf = <Item>(list: ListOf<Item> | undefined): readonly Item[] => list?.Items ?? []

/** All behaviors, in the order in which their patterns are tried. The default one comes last. */
export const behaviorsOf = (config: DistributionConfig): readonly CacheBehavior[] => [
  ...itemsOf(config.CacheBehaviors),
  config.DefaultCacheBehavior,
]
