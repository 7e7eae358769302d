/** AWS: ServingCompressedFiles.html: which objects are compressed, and how their ETag changes. */
import { MAX_COMPRESSED_BYTES, MIN_COMPRESSED_BYTES } from '../limits.ts'
import { hasHeader, valueOf, withHeader, type HeaderList } from '../messages/headers.ts'
import type { Answer } from '../messages/messages.ts'
import { rooms } from '../rooms.ts'

const TYPES: ReadonlySet<string> = new Set([
  ...['application/dash+xml', 'application/eot', 'application/font', 'application/font-sfnt'],
  ...['application/javascript', 'application/json', 'application/opentype', 'application/otf'],
  ...['application/pdf', 'application/pkcs7-mime', 'application/protobuf', 'application/rss+xml'],
  ...['application/truetype', 'application/ttf', 'application/vnd.apple.mpegurl'],
  ...['application/vnd.mapbox-vector-tile', 'application/vnd.ms-fontobject', 'application/wasm'],
  ...['application/xhtml+xml', 'application/xml', 'application/x-font-opentype'],
  ...['application/x-font-truetype', 'application/x-font-ttf', 'application/x-httpd-cgi'],
  ...['application/x-javascript', 'application/x-mpegurl', 'application/x-opentype'],
  ...['application/x-otf', 'application/x-perl', 'application/x-ttf', 'font/eot', 'font/opentype'],
  ...['font/otf', 'font/ttf', 'image/svg+xml', 'text/css', 'text/csv', 'text/html'],
  ...['text/javascript', 'text/js', 'text/plain', 'text/richtext', 'text/tab-separated-values'],
  ...['text/xml', 'text/x-component', 'text/x-java-source', 'text/x-script', 'vnd.apple.mpegurl'],
])

const STATUSES: ReadonlySet<number> = new Set([200, 403, 404])

/** `encoding`: the codings that the viewer accepts, as in the cache key. */
export function compressed(answer: Answer, encoding: string): Answer {
  const { status, headers, body } = answer
  const [coding] = encoding.split(',')
  if (coding !== 'br' && coding !== 'gzip') return answer
  const type = (valueOf(headers, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const length = Number(valueOf(headers, 'content-length') ?? NaN)
  // AWS: without Content-Length nothing is compressed.
  if (!(length >= MIN_COMPRESSED_BYTES && length <= MAX_COMPRESSED_BYTES)) return answer
  if (!STATUSES.has(status) || !TYPES.has(type)) return answer
  if (hasHeader(headers, 'content-encoding')) return answer
  const small = rooms.contentCodings().encode(coding, body)
  return { status, headers: codedHeaders(headers, coding, small.length), body: small }
}

function codedHeaders(headers: HeaderList, coding: string, length: number): HeaderList {
  const eTag = valueOf(headers, 'etag')
  let coded = withHeader(headers, 'content-encoding', coding)
  coded = withHeader(coded, 'content-length', String(length))
  if (eTag !== undefined && !eTag.startsWith('W/')) coded = withHeader(coded, 'etag', `W/${eTag}`)
  const vary = valueOf(headers, 'vary')
  if (vary?.toLowerCase().includes('accept-encoding')) return coded
  return withHeader(
    coded,
    'vary',
    vary === undefined ? 'Accept-Encoding' : `${vary}, Accept-Encoding`,
  )
}
