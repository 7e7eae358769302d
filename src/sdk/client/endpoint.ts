/**
 * The endpoint of clients that use a region: a name that no resolver knows (RFC 2606), so no
 * request can leave by accident.
 */

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
  /** S3's bucket, which the endpoint rules put into the URL. */
  readonly Bucket?: string
}

/**
 * Replaces each client's endpoint rules. Returns the neutral endpoint, or the one that the client
 * was given (the endpoint of a WebSocket API contains its stage). Buckets are always in the path.
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
