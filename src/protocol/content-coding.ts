/** Compressed request bodies. */
import { rooms } from './rooms.ts'
import { isStream, toBytes, type WireRequest } from './wire.ts'

type Decode = (bytes: Buffer) => Buffer

// More than any service accepts. It stops decompression bombs.
const LIMITS = { maxOutputLength: 64 * 1024 * 1024 }

function decoderOf(coding: string): Decode | undefined {
  const { gunzipSync, inflateRawSync, inflateSync } = rooms.zlib()
  switch (coding) {
    case 'identity':
      return (bytes) => bytes
    case 'gzip':
    case 'x-gzip':
      return (bytes) => gunzipSync(bytes, LIMITS)
    case 'deflate':
      // Clients disagree on whether deflate has a zlib header. If so, its first half byte is 8.
      return (bytes) =>
        ((bytes[0] ?? 0) & 0x0f) === 0x08
          ? inflateSync(bytes, LIMITS)
          : inflateRawSync(bytes, LIMITS)
    default:
      return undefined
  }
}

/**
 * The request with a decoded body. A body that cannot be decoded stays as it is, so that its
 * operation refuses it.
 * Unverified: AWS's answer to a body that does not have the encoding of its header.
 */
function withoutContentCoding(request: WireRequest): WireRequest {
  const { 'content-encoding': coding, 'content-length': _, ...headers } = request.headers
  if (coding === undefined || isStream(request.body)) return request
  // The header lists the encodings in the order of their application.
  const decoders = coding
    .split(',')
    .map((name) => decoderOf(name.trim().toLowerCase()))
    .reverse()
  try {
    let body = toBytes(request.body)
    for (const decode of decoders) {
      if (!decode) return request
      body = decode(body)
    }
    return { ...request, headers, body }
  } catch {
    return request
  }
}

/** Decodes the body if the request has a content encoding. */
export const plainRequest = (request: WireRequest): WireRequest =>
  request.headers['content-encoding'] === undefined ? request : withoutContentCoding(request)
