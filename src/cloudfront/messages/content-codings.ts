/** Compresses bodies, and takes compression off. */
import {
  brotliCompressSync,
  brotliDecompressSync,
  gunzipSync,
  gzipSync,
  inflateSync,
} from 'node:zlib'

/** A body with an unknown encoding stays as it is. */
export function decode(coding: string, body: Uint8Array): Uint8Array {
  switch (coding.trim().toLowerCase()) {
    case 'br':
      return brotliDecompressSync(body)
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(body)
    case 'deflate':
      return inflateSync(body)
    default:
      return body
  }
}

export const encode = (coding: 'br' | 'gzip', body: Uint8Array): Uint8Array =>
  coding === 'br' ? brotliCompressSync(body) : gzipSync(body)
