/** What gateways refuse in a request before they look for its route. */
import { HEADERS_LIMIT_BYTES, REQUEST_LIMIT_BYTES } from '../limits.ts'
import type { GatewayRequest } from '../messages/request.ts'

/** Which limit of its size a request exceeds. */
export function exceededLimit(request: GatewayRequest): 'headers' | 'body' | undefined {
  const { method, path, query, headers, body } = request
  let size = method.length + path.length + query.length
  for (const [name, value] of headers) size += name.length + value.length
  if (size > HEADERS_LIMIT_BYTES) return 'headers'
  return body && body.byteLength > REQUEST_LIMIT_BYTES ? 'body' : undefined
}

/** Whether a `%` of the query is not followed by two hexadecimal digits. */
export const isMalformedQuery = (query: string): boolean =>
  query.includes('%') && /%(?![0-9A-Fa-f]{2})/.test(query)
