/** Where clients of a region believe AWS to be: a name that no resolver knows (RFC 2606), so nothing can leave by accident. */

export const NEUTRAL_HOST = 'aws.miniregion.invalid'

/** The SDK's `Endpoint`. */
export interface Endpoint {
  readonly protocol: string
  readonly hostname: string
  readonly path: string
}

export const neutralEndpoint: Endpoint = { protocol: 'https:', hostname: NEUTRAL_HOST, path: '/' }

const NEUTRAL_URL = new URL(`https://${NEUTRAL_HOST}/`)

interface EndpointParameters {
  readonly Endpoint?: string
  /** S3's bucket: its endpoint rules, not its operations, put it into the URL. */
  readonly Bucket?: string
}

/**
 * Instead of each client's endpoint rules: the neutral endpoint, or the one the client was given (that of a WebSocket API says which stage);
 * buckets always in the path.
 */
export function endpointProvider({ Endpoint, Bucket }: EndpointParameters): {
  url: URL
  properties: object
  headers: object
} {
  let url = NEUTRAL_URL
  if (Endpoint !== undefined && !Endpoint.includes(NEUTRAL_HOST)) url = new URL(Endpoint)
  if (Bucket !== undefined) {
    const base = url.href.endsWith('/') ? url.href : `${url.href}/`
    url = new URL(base + encodeURIComponent(Bucket))
  }
  return { url, properties: {}, headers: {} }
}
