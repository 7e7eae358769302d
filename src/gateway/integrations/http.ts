/** The backends of HTTP and HTTP_PROXY integrations. */
import type { HttpDefinition, HttpProxyDefinition } from '../api/integrations/mapped-integration.ts'
import { callBackend, FUNCTION_URL } from '../backends/call-backend.ts'
import type { BackendRequest } from '../exchange/integration-record.ts'
import { REQUEST_LIMIT_BYTES } from '../limits.ts'
import type { HeaderEntry } from '../messages/header-list.ts'
import type { BackendAnswer } from './answer.ts'
import { configurationError, noAnswer, tooLate } from './failure.ts'
import { replaceHeaders, type MappedParameters, type MappedRequest } from './map-request.ts'
import { contentTypeOf, WITHOUT_BODY, withOwnHeaders } from './own-headers.ts'
import type { RequestData } from './request-data.ts'
import { checkUrl, completeUri, withQuery } from './uri.ts'

const NOTHING = new Uint8Array()

/** The request of an HTTP integration: the mapped parameters and few headers of its own. */
// Recorded: test_http_integration_with_lambda, test_apigateway_header_remapping_http
export function toHttpRequest(
  integration: HttpDefinition,
  mapped: MappedRequest,
  data: RequestData,
): BackendRequest {
  const { request } = data.exchange
  const method = integration.method ?? request.method
  return {
    method,
    url: urlOf(integration, mapped, data),
    headers: withApiId(mapped.headers.filter(isSent), data, contentTypeOf(data)),
    body: WITHOUT_BODY.has(method) ? NOTHING : mapped.body,
  }
}

/** The client's headers that an HTTP_PROXY integration keeps back. */
// Recorded: test_apigateway_header_remapping_http
const KEPT_BACK: ReadonlySet<string> = new Set(['host', 'content-encoding'])
const FROM_CLIENT: ReadonlySet<string> = new Set([
  ...['connection', 'content-length', 'content-md5', 'max-forwards', 'server', 'transfer-encoding'],
  ...['trailer', 'upgrade', 'www-authenticate'],
])

/** The client's request, with the parameters that are mapped. */
// Recorded: test_http_proxy_integration_request_data_mappings, test_apigateway_header_remapping_http
export function toProxyRequest(
  integration: HttpProxyDefinition,
  mapped: MappedParameters,
  data: RequestData,
): BackendRequest {
  const { request } = data.exchange
  const method = integration.method ?? request.method
  const client = request.headers.filter(([name]) => {
    const lower = name.toLowerCase()
    return !KEPT_BACK.has(lower) && !FROM_CLIENT.has(lower)
  })
  const headers = replaceHeaders(client, mapped.headers).filter(isSent)
  return {
    method,
    url: urlOf(integration, mapped, data, request.query),
    headers: withApiId(headers, data),
    body: WITHOUT_BODY.has(method) ? NOTHING : (request.body ?? NOTHING),
  }
}

/** Never sent to an HTTP backend, mapped or not. */
const NEVER_SENT: ReadonlySet<string> = new Set(['expect', 'proxy-authenticate', 'te', 'via'])
const isSent = ([name]: HeaderEntry): boolean => !NEVER_SENT.has(name.toLowerCase())

const withApiId = (
  given: readonly HeaderEntry[],
  data: RequestData,
  defaults?: readonly HeaderEntry[],
): HeaderEntry[] =>
  replaceHeaders(withOwnHeaders(given, data, defaults), [
    ['X-Amzn-Apigateway-Api-Id', data.exchange.api.id],
  ])

/** A backend that is a function has no URL of its own. */
function urlOf(
  { uri }: HttpDefinition | HttpProxyDefinition,
  { query, path }: MappedParameters,
  data: RequestData,
  clientQuery?: string,
): string {
  const base = typeof uri === 'string' ? uri : FUNCTION_URL + data.exchange.request.path
  return checkUrl(withQuery(completeUri(base, path, data.stageVariables), query, clientQuery))
}

/** @throws IntegrationFailure when no backend answers in time */
export async function askHttp(
  { uri, timeoutMs }: HttpDefinition | HttpProxyDefinition,
  request: BackendRequest,
  { exchange }: RequestData,
): Promise<BackendAnswer> {
  const own = typeof uri === 'function' ? uri : undefined
  const result = await callBackend(exchange, request, timeoutMs, own)
  if (result.kind === 'late') throw tooLate(timeoutMs)
  if (result.kind !== 'answer') throw noAnswer(result)
  const { status, headers, body } = result
  // Unverified: the status (AWS documents the size: REQUEST_LIMIT_BYTES)
  if (body.byteLength > REQUEST_LIMIT_BYTES)
    throw configurationError(
      `The backend's body of ${body.byteLength} bytes is larger than ${REQUEST_LIMIT_BYTES} bytes.`,
    )
  return { status, headers, body, selection: String(status) }
}
