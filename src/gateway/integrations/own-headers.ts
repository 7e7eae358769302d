/** The headers that API Gateway itself gives the request of an integration. */
import { lastHeader, type HeaderEntry } from '../messages/header-list.ts'
import { replaceHeaders } from './map-request.ts'
import type { RequestData } from './request-data.ts'

/** Requests of these methods have no body. */
export const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The client's content type, for a request with mappings. */
// Recorded: test_http_integration_with_lambda, test_apigateway_header_remapping_http
export function contentTypeOf({ exchange }: RequestData): HeaderEntry[] {
  const { method, headers } = exchange.request
  const type = WITHOUT_BODY.has(method) ? undefined : lastHeader(headers, 'content-type')
  return type === undefined ? [] : [['Content-Type', type]]
}

/** `given` takes the places of the gateway's defaults, but not of the trace. */
export function withOwnHeaders(
  given: readonly HeaderEntry[],
  { exchange }: RequestData,
  defaults: readonly HeaderEntry[] = [],
): HeaderEntry[] {
  const { api, trace } = exchange
  const own: HeaderEntry[] = [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${api.id}`],
    ...defaults,
  ]
  return replaceHeaders(replaceHeaders(own, given), [['X-Amzn-Trace-Id', trace]])
}
