/**
 * Requests that a service of the region sends in the user's name: API Gateway's integrations. They
 * may name the action beside the request; this adds what the service's protocol needs.
 */
import type { ApiAnswer, ApiRequest } from '../../core/world/api-ports.ts'
import type { Caller, World } from '../../core/world/world.ts'
import { identifyService, type AwsService } from '../../protocol/routing/aws-services.ts'
import { isForm, toText, type WireRequest } from '../../protocol/wire.ts'
import { CREDENTIALS } from '../answer/operation-context.ts'
import { isLegacyQuery } from './query-requests.ts'
import { handleAwsRequest, type AwsRequest } from './raw.ts'

export async function answerSentRequest(world: World, request: ApiRequest): Promise<ApiAnswer> {
  const parameters = new URLSearchParams(request.query.map(([name, value]) => [name, value]))
  if (request.action !== undefined) parameters.set('Action', request.action)
  const wire = toWireRequest(request)
  const service = identifyService(world.services, wire, request.host)
  const sent =
    typeof service !== 'string' && isQuery(service, wire) && parameters.has('Action')
      ? asForm(wire, parameters)
      : asRest(wire, parameters, typeof service === 'string' ? undefined : service)
  const answer = await handleAwsRequest(world, {
    ...sent,
    sentBy: request.cause,
    sentWith: request.caller,
  })
  return { ...answer, headers: Object.entries(answer.headers) }
}

/** The request with headers in lower case, and a signature in the service's scope. */
function toWireRequest(request: ApiRequest): WireRequest {
  const { method, host, region, path, headers, body } = request
  const caller: Caller = request.caller ?? { accessKeyId: CREDENTIALS.accessKeyId }
  const hostname = `${host}.${region}.amazonaws.com`
  const lower: Record<string, string> = {}
  for (const [name, value] of headers) lower[name.toLowerCase()] = value
  const scope = `${caller.accessKeyId}/20260101/${region}/${host}/aws4_request`
  lower['host'] = hostname
  lower['x-amz-date'] = '20260101T000000Z'
  lower['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=0`
  if (caller.sessionToken !== undefined) lower['x-amz-security-token'] = caller.sessionToken
  return { method, hostname, path, query: {}, headers: lower, body }
}

/** Services without a target, and those that answer both protocols. */
const isQuery = (service: AwsService, { headers }: WireRequest): boolean =>
  headers['x-amz-target'] === undefined &&
  (service.target === undefined || service.query !== undefined || isLegacyQuery(service))

/** Parameters of the URL and of a form, as one form. */
function asForm(wire: WireRequest, parameters: URLSearchParams): AwsRequest {
  const form = new URLSearchParams(isForm(wire) ? toText(wire.body) : '')
  for (const [name, value] of parameters) form.append(name, value)
  const headers = { ...wire.headers, 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', url: urlOf(wire), headers, body: form.toString() }
}

function asRest(
  wire: WireRequest,
  parameters: URLSearchParams,
  service: AwsService | undefined,
): AwsRequest {
  const action = parameters.get('Action')
  const headers =
    service?.target !== undefined && action !== null
      ? withTarget(service.target, action, wire.headers)
      : wire.headers
  if (headers !== wire.headers) parameters.delete('Action')
  const query = parameters.toString()
  return {
    method: wire.method,
    url: `${urlOf(wire)}${query === '' ? '' : `?${query}`}`,
    headers,
    body: toBody(wire.body),
  }
}

const urlOf = ({ hostname, path }: WireRequest): string => `https://${hostname}${path}`

const toBody = (body: unknown): AwsRequest['body'] =>
  typeof body === 'string' || body instanceof Uint8Array ? body : undefined

/** Known from LocalStack's tests against AWS: EventBridge needs a mapping to this header. */
const WITHOUT_TARGET: ReadonlySet<string> = new Set(['AWSEvents'])

/** Services with JSON find the operation in a header. */
function withTarget(
  target: string,
  action: string,
  headers: WireRequest['headers'],
): WireRequest['headers'] {
  const isTyped = headers['content-type']?.startsWith('application/x-amz-json') === true
  return {
    ...headers,
    'x-amz-target':
      headers['x-amz-target'] ?? (WITHOUT_TARGET.has(target) ? '' : `${target}.${action}`),
    ...(!isTyped && { 'content-type': 'application/x-amz-json-1.0' }),
  }
}
