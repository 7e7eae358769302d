/**
 * The redirects of a website.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html
 */
import type {
  Redirect,
  RoutingRule,
  WebsiteConfiguration,
} from '../buckets/website-configuration.ts'

export interface FoundRedirect {
  readonly status: number
  readonly location: string
}

/** Where a website that only redirects sends a request. */
export const redirectAll = (
  url: URL,
  all: NonNullable<WebsiteConfiguration['RedirectAllRequestsTo']>,
): string =>
  `${all.Protocol ?? url.protocol.slice(0, -1)}://${all.HostName ?? url.host}${url.pathname}${url.search}`

/** Returns the redirect of the first rule that matches a key and the error that it led to. */
export function redirectOf(
  rules: readonly RoutingRule[],
  url: URL,
  key: string,
  error: number | undefined,
): FoundRedirect | undefined {
  const rule = rules.find((each) => matches(each, key, error))
  if (!rule) return undefined
  const { Redirect: redirect, Condition } = rule
  const { Protocol, HostName, HttpRedirectCode } = redirect
  const protocol = Protocol ?? url.protocol.slice(0, -1)
  const target = keyOf(redirect, key, Condition?.KeyPrefixEquals ?? '')
  return {
    status: Number(HttpRedirectCode ?? 301),
    location: `${protocol}://${HostName ?? url.host}/${encodeURI(target)}${url.search}`,
  }
}

function matches({ Condition }: RoutingRule, key: string, error: number | undefined): boolean {
  const { KeyPrefixEquals: prefix, HttpErrorCodeReturnedEquals: code } = Condition ?? {}
  if (prefix !== undefined && !key.startsWith(prefix)) return false
  return code === undefined ? error === undefined : Number(code) === error
}

function keyOf(redirect: Redirect, key: string, prefix: string): string {
  if (redirect.ReplaceKeyWith !== undefined) return redirect.ReplaceKeyWith
  if (redirect.ReplaceKeyPrefixWith === undefined) return key
  return redirect.ReplaceKeyPrefixWith + key.slice(prefix.length)
}
