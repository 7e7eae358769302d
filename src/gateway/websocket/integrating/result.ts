/** Reads the result of a proxy function. */
import { fromBase64 } from '../../messages/body.ts'
import type { HeaderEntry } from '../../messages/header-list.ts'
import {
  isProxyResult,
  multiFirst,
  toBodyText,
  toFlag,
  toHeaderEntries,
  toMultiEntries,
  toStatus,
} from '../../responses/proxy-result.ts'

export interface SocketResult {
  readonly status: number
  readonly headers: readonly HeaderEntry[]
  readonly body: string
}

const KEYS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'])

/** Undefined for a malformed result. */
// Unverified: the rules of REST APIs hold (rest-resp-003, rest-resp-004, rest-resp-015), on whose
// engine WebSocket APIs run.
export function readResult(payload: unknown): SocketResult | undefined {
  if (!isProxyResult(payload) || !Object.keys(payload).every((key) => KEYS.has(key)))
    return undefined
  const { statusCode } = payload
  const status = statusCode === undefined || statusCode === null ? 200 : toStatus(statusCode)
  const single = toHeaderEntries(payload['headers'])
  const multi = toMultiEntries(payload['multiValueHeaders'])
  const text = toBodyText(payload['body'])
  if (status === undefined || !single || !multi || text === undefined) return undefined
  const body = toFlag(payload['isBase64Encoded']) ? decoded(text) : text
  return body === undefined ? undefined : { status, headers: multiFirst(single, multi), body }
}

// Unverified: a body in base64. Messages to clients are text.
function decoded(text: string): string | undefined {
  const bytes = fromBase64(text)
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

/** Says why a result is malformed. */
export function describeMalformed(name: string, payload: unknown): string {
  const odd = isProxyResult(payload) && Object.keys(payload).find((key) => !KEYS.has(key))
  return odd
    ? `${name} returned the member '${odd}': a WebSocket API accepts ${[...KEYS].join(', ')}.`
    : `${name} returned a malformed response: a WebSocket API needs an object such as { statusCode: 200 }.`
}
