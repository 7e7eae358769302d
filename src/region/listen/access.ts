/**
 * Decides which clients may use a listening region. The server is meant for programs on this
 * machine. But any web page in a browser on this machine can send requests to it as well, either
 * directly (the Origin header names the page) or under a host name of the page that resolves to
 * 127.0.0.1 (DNS rebinding: the Host header names it). Both are refused before anything happens in
 * the region.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { isAwsEndpoint } from '../../protocol/routing/aws-host.ts'
import { Refusal } from './refusal.ts'

/** The hosts and origins that the options of `region.listen()` allow. */
export interface Access {
  readonly allowedHosts: ReadonlySet<string>
  readonly allowedOrigins: ReadonlySet<string>
}

// '127.0.0.1:3000', '[::1]', 'localhost:3000', 'abc.execute-api.us-east-1.amazonaws.com'
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i

/**
 * Returns the host name in a Host header: lower case, without port and trailing dot. Undefined if
 * malformed.
 */
export const toHostname = (host: string): string | undefined =>
  HOST.exec(host)?.[1]?.toLowerCase().replace(/\.$/, '')

/** @throws Refusal when the Host is malformed (400) or foreign (403). */
export function checkHost(host: string, { allowedHosts }: Access): void {
  const hostname = toHostname(host)
  if (hostname === undefined || !URL.canParse(`http://${host}/`))
    throw new Refusal(400, `the malformed host ${JSON.stringify(host)}`)
  // Nobody but AWS decides what its host names resolve to.
  if (isLoopback(hostname) || isOfAws(hostname) || allowedHosts.has(hostname)) return
  throw new Refusal(
    403,
    `a request for the host '${hostname}', as a web page could send it by DNS rebinding`,
    `region.listen({ allowedHosts: ['${hostname}'] }) accepts the host.`,
  )
}

// The domain names of distributions are AWS's choice as well.
const isOfAws = (hostname: string): boolean =>
  isAwsEndpoint(hostname) || /^d[a-z0-9]{13}\.cloudfront\.net$/.test(hostname)

// RFC 6761: localhost and the names below it always resolve to the loopback address.
const isLoopback = (hostname: string): boolean =>
  /^(?:127(?:\.\d{1,3}){3}|\[::1\]|(?:.+\.)?localhost)$/.test(hostname)

/**
 * Returns the allowed foreign origin that sent the request, for the CORS headers. Undefined for the
 * server's own origin, and for a request that no web page sent.
 *
 * @throws Refusal (403) when a page of another origin sent the request.
 */
export function checkOrigin(
  host: string,
  headers: IncomingHttpHeaders,
  { allowedOrigins }: Access,
): string | undefined {
  const origin = headers.origin ?? pageOrigin(headers)
  if (origin === undefined || origin === `http://${host.toLowerCase()}`) return undefined
  if (allowedOrigins.has(origin)) return origin
  throw new Refusal(
    403,
    origin === UNKNOWN ? 'a request from a web page' : `a request from the web page ${origin}`,
    origin === UNKNOWN
      ? undefined
      : `region.listen({ allowedOrigins: ['${origin}'] }) accepts the origin.`,
  )
}

const UNKNOWN = 'unknown'

/**
 * Browsers send no Origin with a GET for an image, a script or a link. Sec-Fetch-Site says whether
 * a page of another site caused the request, and Referer may name that page.
 * https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header
 */
function pageOrigin(headers: IncomingHttpHeaders): string | undefined {
  const site = headers['sec-fetch-site']
  if (site !== 'cross-site' && site !== 'same-site') return undefined
  const { referer } = headers
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : UNKNOWN
}
