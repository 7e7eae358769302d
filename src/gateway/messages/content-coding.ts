/** The bodies of answers as `fetch` hands them over: without their content encoding. */
import { STATUS_CODES } from 'node:http'
import * as zlib from 'node:zlib'
import { lastHeader, type HeaderList } from './header-list.ts'
import { bodyBytes } from './request.ts'

// As Node's fetch: what has come so far counts, also of a body that was cut off.
const GZIP = { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH }
const BROTLI = {
  flush: zlib.constants.BROTLI_OPERATION_FLUSH,
  finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
}

/** Servers disagree on whether deflate has the header of zlib: its first half byte is 8 then. */
const inflate = (bytes: Uint8Array): Uint8Array =>
  (bytes[0]! & 0x0f) === 0x08 ? zlib.inflateSync(bytes, GZIP) : zlib.inflateRawSync(bytes, GZIP)

const gunzip = (bytes: Uint8Array): Uint8Array => zlib.gunzipSync(bytes, GZIP)

const DECODERS: ReadonlyMap<string, (bytes: Uint8Array) => Uint8Array> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  ['br', (bytes: Uint8Array): Uint8Array => zlib.brotliDecompressSync(bytes, BROTLI)],
])

/** The body without its encodings; as it stands where one of them is unknown. Throws a TypeError for what is not encoded so. */
export function decodeBody(headers: HeaderList, body: Uint8Array | string): Uint8Array | string {
  const encoding = lastHeader(headers, 'content-encoding')
  if (encoding === undefined || body.length === 0) return body
  const names = encoding.split(',').map((name) => name.trim().toLowerCase())
  if (!names.every((name) => DECODERS.has(name))) return body
  try {
    // They were applied in the order in which they stand.
    return names.reduceRight((bytes, name) => DECODERS.get(name)!(bytes), bodyBytes(body))
  } catch (cause) {
    // The words of Node's fetch.
    throw new TypeError('terminated', { cause })
  }
}

/** `Not Found` of 404: what HTTP/1.1 sends with a status. */
export const statusText = (status: number): string => STATUS_CODES[status] ?? ''
