/** The configuration of a bucket as a website, as PutBucketWebsite takes it. */

export interface Redirect {
  readonly HostName?: string
  readonly HttpRedirectCode?: string
  readonly Protocol?: string
  readonly ReplaceKeyPrefixWith?: string
  readonly ReplaceKeyWith?: string
}

export interface RoutingRule {
  readonly Condition?: {
    readonly HttpErrorCodeReturnedEquals?: string
    readonly KeyPrefixEquals?: string
  }
  readonly Redirect: Redirect
}

export interface WebsiteConfiguration {
  readonly IndexDocument?: { readonly Suffix?: string }
  readonly ErrorDocument?: { readonly Key?: string }
  readonly RedirectAllRequestsTo?: { readonly HostName?: string; readonly Protocol?: string }
  readonly RoutingRules?: readonly RoutingRule[]
}
