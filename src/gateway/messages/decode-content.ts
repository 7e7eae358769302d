/** Decodes response bodies as `fetch` does: without their content encoding. */
import type { Transform } from 'node:stream'
import { rooms } from '../rooms.ts'
import { lastHeader, type HeaderList } from './header-list.ts'
import { bodyBytes } from './request.ts'

type Decoder = (bytes: Uint8Array) => Uint8Array

/** The decoder of an encoding; undefined for one that is unknown. */
function decoderOf(encoding: string): Decoder | undefined {
  const { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } = rooms.zlib()
  // As in Node's fetch: a truncated body is decoded up to its end.
  const gzip = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH }
  const { BROTLI_OPERATION_FLUSH } = constants
  const brotli = { flush: BROTLI_OPERATION_FLUSH, finishFlush: BROTLI_OPERATION_FLUSH }
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return (bytes) => gunzipSync(bytes, gzip)
    case 'deflate':
      // Servers disagree on whether deflate has a zlib header. If so, its first half byte is 8.
      return (bytes) =>
        ((bytes[0] ?? 0) & 0x0f) === 0x08 ? inflateSync(bytes, gzip) : inflateRawSync(bytes, gzip)
    case 'br':
      return (bytes) => brotliDecompressSync(bytes, brotli)
    default:
      return undefined
  }
}

/**
 * The body without its content encodings. A body with an unknown encoding stays encoded.
 *
 * @throws TypeError when the body does not have the encoding that its header names.
 */
export function decodeBody(headers: HeaderList, body: Uint8Array | string): Uint8Array | string {
  const encoding = lastHeader(headers, 'content-encoding')
  if (encoding === undefined || body.length === 0) return body
  const decoders: Decoder[] = []
  for (const name of encoding.split(',')) {
    const decoder = decoderOf(name.trim().toLowerCase())
    if (!decoder) return body
    decoders.push(decoder)
  }
  try {
    // The header lists the encodings in the order of their application.
    return decoders.reduceRight((bytes, decode) => decode(bytes), bodyBytes(body))
  } catch (cause) {
    // The error of Node's fetch.
    throw new TypeError('terminated', { cause })
  }
}

type ByteStream = ReadableStream<Uint8Array<ArrayBuffer>>

/** The transform of an encoding; undefined for one that is unknown. */
function transformOf(encoding: string): Transform | undefined {
  const { constants, createBrotliDecompress, createGunzip, createInflate } = rooms.zlib()
  const flush = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH }
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(flush)
    case 'deflate':
      return createInflate(flush)
    case 'br':
      return createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH })
    default:
      return undefined
  }
}

/** A stream without its content encodings, chunk by chunk. */
export function decodeStream(headers: HeaderList, stream: ByteStream): ByteStream {
  const encoding = lastHeader(headers, 'content-encoding')
  if (encoding === undefined) return stream
  const names = encoding.split(',').map((name) => name.trim().toLowerCase())
  const transforms = names.reverse().map(transformOf)
  return transforms.reduce<ByteStream>(
    (decoded, transform) => (transform ? throughTransform(decoded, transform) : decoded),
    stream,
  )
}

function throughTransform(stream: ByteStream, transform: Transform): ByteStream {
  const { Duplex } = rooms.stream()
  const { readable, writable } = Duplex.toWeb(transform) as unknown as TransformStream<
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>
  >
  return stream.pipeThrough({ readable, writable })
}
