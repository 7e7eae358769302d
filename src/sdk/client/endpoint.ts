/**
 * The endpoint of clients that use a region: a name that no resolver knows (RFC 2606), so no
 * request can leave by accident. S3's clients have AWS's own endpoint, because the URLs that they
 * sign contain it.
 */
import { s3Endpoint, type S3EndpointParameters } from './s3-endpoint.ts'

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

/** The SDK's `EndpointV2`. */
export interface ResolvedEndpoint {
  url: URL
  properties: object
  headers: object
}

/** Only S3's rules have this parameter. */
export const isS3 = (parameters: object): parameters is S3EndpointParameters =>
  'DisableMultiRegionAccessPoints' in parameters

/**
 * Replaces each client's endpoint rules. Returns the neutral endpoint, or the one that the client
 * was given (the endpoint of a WebSocket API contains its stage; with it S3's buckets are in the
 * path).
 */
export function endpointProvider(parameters: EndpointParameters): ResolvedEndpoint {
  const { Endpoint, Bucket } = parameters
  const isOwn = Endpoint === undefined || Endpoint.includes(NEUTRAL_HOST)
  if (isOwn && isS3(parameters)) return s3Endpoint(parameters)
  let url = isOwn ? NEUTRAL_URL : new URL(Endpoint)
  if (Bucket !== undefined) {
    const base = url.href.endsWith('/') ? url.href : `${url.href}/`
    url = new URL(base + encodeURIComponent(Bucket))
  }
  return { url, properties: {}, headers: {} }
}
