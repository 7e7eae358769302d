/** Decodes response bodies as `fetch` does: without their content encoding. */
import { STATUS_CODES } from 'node:http'
import * as zlib from 'node:zlib'
import { lastHeader, type HeaderList } from './header-list.ts'
import { bodyBytes } from './request.ts'

// As in Node's fetch: a truncated body is decoded up to its end.
const GZIP = { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH }
const BROTLI = {
  flush: zlib.constants.BROTLI_OPERATION_FLUSH,
  finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
}

/** Servers disagree on whether deflate has a zlib header. If so, its first half byte is 8. */
const inflate = (bytes: Uint8Array): Uint8Array =>
  ((bytes[0] ?? 0) & 0x0f) === 0x08
    ? zlib.inflateSync(bytes, GZIP)
    : zlib.inflateRawSync(bytes, GZIP)

const gunzip = (bytes: Uint8Array): Uint8Array => zlib.gunzipSync(bytes, GZIP)

type Decoder = (bytes: Uint8Array) => Uint8Array

const DECODERS: ReadonlyMap<string, Decoder> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  ['br', (bytes: Uint8Array): Uint8Array => zlib.brotliDecompressSync(bytes, BROTLI)],
])

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
    const decoder = DECODERS.get(name.trim().toLowerCase())
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

/** `Not Found` for 404: the reason phrase of HTTP/1.1. */
export const statusText = (status: number): string => STATUS_CODES[status] ?? ''
