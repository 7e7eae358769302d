/**
 * Who may open the inspector: whoever knows its secret path, through a host name of this machine,
 * and no web page but its own. It is stricter than the rest of the server: `allowedOrigins` and the
 * host names of AWS do not open it.
 */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { toHostname } from '../listen/access.ts'
import { Refusal } from '../listen/refusal.ts'
import { toHostAndUrl } from '../listen/target.ts'

const PREFIX = '/_inspector/'

/** `/_inspector/<secret>/` */
export const baseOf = (secret: string): string => `${PREFIX}${secret}/`

/** Whether a request is for the inspector of any server. */
export const isInspectorPath = (url: string): boolean => url.startsWith(PREFIX)

/**
 * Returns the path and query behind the base.
 *
 * @throws Refusal for a foreign host or page (403), and without the secret (404)
 */
export function checkInspectorAccess(
  request: IncomingMessage,
  base: string,
  allowedHosts: ReadonlySet<string>,
): string {
  const { host, url } = toHostAndUrl(request.headersDistinct['host'], request.url ?? '/')
  const hostname = toHostname(host)
  if (hostname === undefined || !(isOwnName(hostname) || allowedHosts.has(hostname)))
    throw new Refusal(403, `the host ${JSON.stringify(host)} for the inspector`)
  checkPage(request.headers, host)
  const given = Buffer.from(url.slice(0, base.length))
  const expected = Buffer.from(base)
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Refusal(404, 'an address of the inspector without its secret')
  return url.slice(base.length)
}

const isOwnName = (hostname: string): boolean =>
  ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)

/** Browsers name the page that a request comes from, or at least whether it is of another site. */
function checkPage(headers: IncomingHttpHeaders, host: string): void {
  const { origin } = headers
  const site = headers['sec-fetch-site']
  const isForeign =
    (origin !== undefined && origin !== `http://${host.toLowerCase()}`) ||
    site === 'cross-site' ||
    site === 'same-site'
  if (isForeign) throw new Refusal(403, 'a request of another page to the inspector')
}
