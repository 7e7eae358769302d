/** `HTTP_PROXY` integrations of HTTP APIs. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
import { UnsupportedError } from '../../core/errors.ts'
import type { HttpApi } from '../api/definition.ts'
import type { HttpApiProxy } from '../api/integrations/http-integrations.ts'
import { callBackend, FUNCTION_URL, type BackendAnswer } from '../backends/call-backend.ts'
import { clientHeaders, type Exchange } from '../exchange/exchange.ts'
import type { BackendRequest } from '../exchange/integration-record.ts'
import { getOwn, lastHeader, type HeaderEntry, type HeaderList } from '../messages/header-list.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import { httpError, standardHeaders } from '../responses/own-answers.ts'
import type { MappingInput } from './mapping-source.ts'
import { encodeText, mapRequest } from './parameter-mapping.ts'

/** @throws UnsupportedError when nothing in the region answers for the URL */
export async function answerHttpProxy(
  exchange: Exchange<HttpApi>,
  integration: HttpApiProxy,
  input: MappingInput,
): Promise<GatewayAnswer> {
  const request = toBackendRequest(exchange, integration, input)
  const own = typeof integration.uri === 'function' ? integration.uri : undefined
  const result = await callBackend(exchange, request, integration.timeoutMs, own)
  switch (result.kind) {
    case 'answer':
      return toAnswer(exchange, result)
    case 'unknown': {
      const refused = { service: 'API Gateway', operation: `HTTP request to ${request.url}` }
      throw exchange.world.refuse(new UnsupportedError(refused, result.reason))
    }
    // Unverified: the answer for a backend that cannot be reached
    case 'unreachable':
      return httpError(exchange, 'serviceUnavailable', result.reason)
    case 'late': {
      const seconds = integration.timeoutMs / 1000
      const reason = `The backend took longer than the gateway's timeout of ${seconds} s.`
      return httpError(exchange, 'serviceUnavailable', reason)
    }
  }
}

// Unverified: the gateway keeps connection-level headers to itself
const DROPPED: ReadonlySet<string> = new Set([
  ...['connection', 'content-length', 'expect', 'forwarded', 'keep-alive', 'proxy-authenticate'],
  ...['proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'via'],
])

function toBackendRequest(
  exchange: Exchange<HttpApi>,
  { uri, method, request: mappings }: HttpApiProxy,
  input: MappingInput,
): BackendRequest {
  const { headers, query, mappedPath } = mapRequest(mappings, input)
  const url = toUrl(uri, mappedPath, query, input)
  const { body } = input.request
  return {
    url,
    method: method ?? input.request.method,
    headers: [
      ...clientHeaders(headers, DROPPED),
      ['Host', URL.canParse(url) ? new URL(url).host : ''],
      ...(body ? ([['Content-Length', String(body.byteLength)]] as const) : []),
      ...forwardedHeaders(exchange),
    ],
    body,
  }
}

// Seen by backends in public captures: these two, and no X-Forwarded-* of the gateway. Unverified: a
// client's own values are kept in front
function forwardedHeaders({ host, trace, request, client }: Exchange): HeaderEntry[] {
  const forwarded = `by=192.0.2.1;for=${client.sourceIp};host=${host};proto=https`
  return [
    ['X-Amzn-Trace-Id', trace],
    ['Forwarded', after(lastHeader(request.headers, 'forwarded'), forwarded)],
    ['Via', after(lastHeader(request.headers, 'via'), 'HTTP/1.1 AmazonAPIGateway')],
  ]
}

const after = (given: string | undefined, own: string): string =>
  given === undefined ? own : `${given}, ${own}`

/**
 * The URL with the values of its path variables and stage variables, and the query of both. A
 * function as `uri` gets the path of the request.
 */
// Unverified: path variables are encoded again
function toUrl(
  uri: HttpApiProxy['uri'],
  mappedPath: string | undefined,
  query: string,
  input: MappingInput,
): string {
  const template = typeof uri === 'function' ? FUNCTION_URL + input.request.path : uri
  const filled =
    typeof uri === 'function'
      ? template
      : template
          .replace(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => {
            return getOwn(input.stageVariables ?? {}, name) ?? ''
          })
          .replace(/\{([^{}/+]+)\+?\}/g, (_, name: string) => {
            const value = getOwn(input.parameters ?? {}, name) ?? ''
            return value.split('/').map(encodeText).join('/')
          })
  const [, base = '', ownQuery = ''] = /^([^?#]*)\??([^#]*)/.exec(filled) ?? []
  const queries = [ownQuery, query].filter((text) => text !== '').join('&')
  return withPath(base, mappedPath) + (queries === '' ? '' : `?${queries}`)
}

function withPath(url: string, path: string | undefined): string {
  if (path === undefined || !URL.canParse(url)) return url
  const encoded = path.split('/').map(encodeOnce).join('/')
  return new URL(url).origin + (encoded.startsWith('/') ? encoded : `/${encoded}`)
}

/** What a URL cannot hold. Escapes stay as they are. */
const encodeOnce = (segment: string): string =>
  segment.replace(/(?:%[0-9A-Fa-f]{2})+|[^%]+|%/g, (run) =>
    run.length > 1 && run.startsWith('%') ? run : encodeText(run),
  )

const DROPPED_FROM_ANSWER: ReadonlySet<string> = new Set([
  ...['connection', 'content-length', 'keep-alive', 'proxy-authenticate', 'trailer'],
  ...['transfer-encoding', 'upgrade'],
])

// Unverified: the gateway replaces the backend's Date and Content-Length
function toAnswer(
  exchange: Exchange<HttpApi>,
  { status, headers, body }: BackendAnswer,
): GatewayAnswer {
  const passed: HeaderList = headers.filter(([name]) => {
    const lower = name.toLowerCase()
    return !DROPPED_FROM_ANSWER.has(lower) && lower !== 'date'
  })
  return {
    status,
    body,
    headers: [...standardHeaders(exchange), ...passed, ['Content-Length', String(body.byteLength)]],
  }
}
