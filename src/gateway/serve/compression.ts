/**
 * Content codings of REST APIs: bodies of requests are decompressed, responses compressed.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html
 */
import type { RestApi } from '../api/definition.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { REQUEST_LIMIT_BYTES } from '../limits.ts'
import { lastHeader, type HeaderList } from '../messages/header-list.ts'
import {
  bodyBytes,
  bodyLength,
  type GatewayAnswer,
  type GatewayRequest,
} from '../messages/request.ts'
import { rooms } from '../rooms.ts'

/**
 * The request with its body in plain form. Its header Content-Encoding stays.
 * `unsupported`: a coding that API Gateway does not know, or a body that does not have it.
 */
// Seen: https://github.com/dougmoscrop/serverless-http/issues/194 (the header stays)
// Unverified: several codings of one body; the limit of 10 MB holds for the plain body too
export function decompress(request: GatewayRequest): GatewayRequest | 'unsupported' | 'tooLarge' {
  const { headers, body } = request
  const coding = lastHeader(headers, 'content-encoding')?.trim().toLowerCase()
  if (!body || body.byteLength === 0 || coding === 'identity') return request
  if (coding !== 'gzip' && coding !== 'deflate') return 'unsupported'
  const { gunzipSync, inflateSync } = rooms.zlib()
  try {
    const decode = coding === 'gzip' ? gunzipSync : inflateSync
    return { ...request, body: decode(body, { maxOutputLength: REQUEST_LIMIT_BYTES }) }
  } catch (error) {
    return Reflect.get(error as object, 'code') === 'ERR_BUFFER_TOO_LARGE'
      ? 'tooLarge'
      : 'unsupported'
  }
}

/** The answer in the coding that the client prefers, if it is one of API Gateway's. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-receive-response-with-compressed-payload.html
// Unverified: errors of the gateway itself are not compressed
export function compress(
  { api, request, record }: Exchange<RestApi>,
  answer: GatewayAnswer,
): GatewayAnswer {
  const { headers, body, live } = answer
  const { minimumCompressionSize: minimum = Infinity } = api
  if (record.error || live || bodyLength(body) < minimum || bodyLength(body) === 0) return answer
  if (lastHeader(headers, 'content-encoding') !== undefined) return answer
  const coding = preferredCoding(lastHeader(request.headers, 'accept-encoding'))
  if (coding !== 'gzip' && coding !== 'deflate') return answer
  const { gzipSync, deflateSync } = rooms.zlib()
  const compressed = (coding === 'gzip' ? gzipSync : deflateSync)(bodyBytes(body))
  return {
    ...answer,
    body: compressed,
    headers: withCoding(headers, coding, compressed.byteLength),
  }
}

const withCoding = (headers: HeaderList, coding: string, length: number): HeaderList => [
  ...headers.filter(([name]) => name.toLowerCase() !== 'content-length'),
  ['Content-Encoding', coding],
  ['Content-Length', String(length)],
]

/** The coding with the greatest weight; of several, the first. Undefined without a header. */
// AWS: api-gateway-enable-compression.html (the coding with the highest priority must be supported)
function preferredCoding(accepted: string | undefined): string | undefined {
  let best: { readonly name: string; readonly weight: number } | undefined
  for (const part of accepted?.split(',') ?? []) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    const given = parameters.find((text) => text.startsWith('q='))
    const weight = given === undefined ? 1 : Number(given.slice(2))
    if (weight > (best?.weight ?? 0)) best = { name, weight }
  }
  return best?.name
}
