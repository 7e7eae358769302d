/**
 * Response headers policies.
 *
 * AWS: understanding-response-headers-policies.html, adding-response-headers.html
 */
import { itemsOf } from '../distributions/config.ts'
import {
  hasHeader,
  valueOf,
  withHeader,
  withoutHeaders,
  type HeaderList,
} from '../messages/headers.ts'
import type { ViewerRequest } from '../messages/messages.ts'
import type { ResponseHeadersPolicyConfig } from '../policies/configs.ts'
import type { CacheResult } from './record.ts'

/** Returns an answer's headers as the policy wants them. */
export function withPolicy(
  policy: ResponseHeadersPolicyConfig,
  viewer: ViewerRequest,
  given: HeaderList,
  {
    result,
    pop,
    requestId,
  }: { readonly result: CacheResult; readonly pop: string; readonly requestId: string },
): HeaderList {
  let headers = withoutHeaders(
    given,
    ...itemsOf(policy.RemoveHeadersConfig).map(({ Header }) => Header.toLowerCase()),
  )
  const set = (name: string, value: string, override: boolean | undefined): void => {
    if (override === true || !hasHeader(headers, name)) headers = withHeader(headers, name, value)
  }
  for (const [name, value, override] of securityHeaders(policy)) set(name, value, override)
  const isOwnCors = given.some(([name]) => name.startsWith('access-control-'))
  const cors = policy.CorsConfig
  // AWS: the CORS headers of the origin stay together: all of them, or none.
  if (cors && (cors.OriginOverride || !isOwnCors)) {
    for (const [name, value] of corsHeaders(policy, viewer)) set(name, value, true)
  }
  for (const { Header, Value, Override } of itemsOf(policy.CustomHeadersConfig)) {
    set(Header.toLowerCase(), Value, Override)
  }
  const timing = policy.ServerTimingHeadersConfig
  // AWS: a sampling rate of 100 is every answer. Others: the test could not rely on them.
  if (timing?.Enabled === true && (timing.SamplingRate ?? 100) > 0) {
    const cache = result === 'Hit' ? 'cdn-cache-hit' : 'cdn-cache-miss'
    headers = [
      ...headers,
      ['server-timing', `${cache},cdn-pop;desc="${pop}",cdn-rid;desc="${requestId}"`],
    ]
  }
  return headers
}

type Setting = readonly [name: string, value: string, override: boolean | undefined]

function* securityHeaders({
  SecurityHeadersConfig: security,
}: ResponseHeadersPolicyConfig): Iterable<Setting> {
  if (!security) return
  const { XSSProtection: xss, FrameOptions: frame, ReferrerPolicy: referrer } = security
  const { ContentSecurityPolicy: content, ContentTypeOptions: type } = security
  const { StrictTransportSecurity: transport } = security
  if (xss) {
    const mode = xss.ModeBlock === true ? '; mode=block' : ''
    const report = xss.ReportUri === undefined ? '' : `; report=${xss.ReportUri}`
    yield ['x-xss-protection', xss.Protection ? `1${mode}${report}` : '0', xss.Override]
  }
  if (frame) yield ['x-frame-options', frame.FrameOption, frame.Override]
  if (referrer) yield ['referrer-policy', referrer.ReferrerPolicy, referrer.Override]
  if (content) yield ['content-security-policy', content.ContentSecurityPolicy, content.Override]
  if (type) yield ['x-content-type-options', 'nosniff', type.Override]
  if (transport) {
    const subdomains = transport.IncludeSubdomains === true ? '; includeSubDomains' : ''
    const preload = transport.Preload === true ? '; preload' : ''
    const value = `max-age=${transport.AccessControlMaxAgeSec}${subdomains}${preload}`
    yield ['strict-transport-security', value, transport.Override]
  }
}

/** AWS: CORS headers are for requests with Origin; those of preflight only for OPTIONS. */
function* corsHeaders(
  { CorsConfig: cors }: ResponseHeadersPolicyConfig,
  viewer: ViewerRequest,
): Iterable<readonly [string, string]> {
  const origin = valueOf(viewer.headers, 'origin')
  if (!cors || origin === undefined) return
  const allowed = itemsOf(cors.AccessControlAllowOrigins)
  const isAnyone = allowed.includes('*')
  if (!isAnyone && !allowed.some((pattern) => isOrigin(pattern, origin))) return
  yield ['access-control-allow-origin', isAnyone ? '*' : origin]
  if (!isAnyone) yield ['vary', 'Origin']
  if (cors.AccessControlAllowCredentials) yield ['access-control-allow-credentials', 'true']
  const exposed = itemsOf(cors.AccessControlExposeHeaders)
  if (exposed.length > 0) yield ['access-control-expose-headers', exposed.join(', ')]
  if (viewer.method !== 'OPTIONS') return
  const methods = itemsOf(cors.AccessControlAllowMethods)
  yield ['access-control-allow-methods', (methods.includes('ALL') ? ALL : methods).join(', ')]
  yield ['access-control-allow-headers', itemsOf(cors.AccessControlAllowHeaders).join(', ')]
  if (cors.AccessControlMaxAgeSec !== undefined) {
    yield ['access-control-max-age', String(cors.AccessControlMaxAgeSec)]
  }
}

const ALL = ['GET', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']

/** `https://*.example.com`, or without a scheme. */
function isOrigin(pattern: string, origin: string): boolean {
  const [scheme, host] = origin.split('://')
  const [wantedScheme, wantedHost] = pattern.includes('://')
    ? pattern.split('://')
    : [scheme, pattern]
  if (wantedScheme !== scheme || host === undefined || wantedHost === undefined) return false
  if (!wantedHost.startsWith('*.')) return wantedHost === host
  return host.endsWith(wantedHost.slice(1))
}
