/**
 * Requests in the query protocol to a service whose clients send JSON today: older SDKs of other
 * languages, and URLs that somebody wrote by hand. `Action=SendMessage&MessageBody=hi`, as a form or
 * in the URL.
 */
import { ServiceError } from '../../core/errors.ts'
import type { QueryProtocol } from '../../core/world/service-client.ts'
import type { World } from '../../core/world/world.ts'
import type { OperationSchema } from '../../protocol/operation-schema.ts'
import { plainRequest } from '../../protocol/content-coding.ts'
import type { AwsService } from '../../protocol/routing/aws-services.ts'
import { configForRequest } from '../../protocol/protocol-of-request.ts'
import {
  isForm,
  toBytes,
  toText,
  type WireRequest,
  type WireResponse,
} from '../../protocol/wire.ts'
import { writeError } from '../../protocol/write-error.ts'
import type { Origin } from '../answer/answer-json.ts'
import { rooms } from '../rooms.ts'
import type { ClientSchemas } from './client-packages.ts'

const FORM = 'application/x-www-form-urlencoded'

/** The protocol of services whose API Gateway integrations still speak it. */
const LEGACY: QueryProtocol = { xmlNamespace: '' }

/** Parameter Store, as API Gateway sees it. */
// Recorded: test_apigateway_ssm (GetParameter)
export const isLegacyQuery = ({ target }: AwsService): boolean => target === 'AmazonSSM'

/** Returns the query protocol of a service whose clients send JSON today, if it has one. */
export const queryProtocolOf = (
  service: AwsService,
  { source }: Origin,
): QueryProtocol | undefined =>
  service.query ?? (source === 'integration' && isLegacyQuery(service) ? LEGACY : undefined)

export const isQuery = (request: WireRequest): boolean =>
  request.headers['x-amz-target'] === undefined && (request.method === 'GET' || isForm(request))

function parametersOf(request: WireRequest): URLSearchParams {
  const parameters = new URLSearchParams(isForm(request) ? toText(plainRequest(request).body) : '')
  for (const [name, value] of Object.entries(request.query)) {
    for (const one of [value].flat()) parameters.append(name, one ?? '')
  }
  return parameters
}

/** Recorded: test_fifo_... sqs-query-2, sqs-query-4, sqs-query-5. */
export async function answerQuery(
  world: World,
  query: QueryProtocol,
  { config, operations }: ClientSchemas,
  request: WireRequest,
  origin: Origin,
): Promise<WireResponse> {
  const parameters = parametersOf(request)
  const action = parameters.get('Action')
  const requestId = world.ids.uuid('request')
  if (action === null) return unknownOperation(requestId)
  const named = request.path === '/' ? undefined : query.path
  if (named && !parameters.has(named.member)) {
    parameters.set(named.member, `https://${request.hostname}${request.path}`)
  }
  const headers = { ...request.headers, 'content-type': FORM }
  const form: WireRequest = { ...request, method: 'POST', headers, body: parameters.toString() }
  const isMisplaced = named?.atRoot.includes(action) === true
  const operation = isMisplaced ? undefined : operations.find(([, , name]) => name === action)
  const schema = operation ?? UNKNOWN
  const queryConfig = { ...config, ...configForRequest(schema, form, query.xmlNamespace) }
  if (!operation) {
    const text = `The action ${action} is not valid for this endpoint.`
    return writeError(queryConfig, schema, new ServiceError('InvalidAction', text), requestId)
  }
  const { answerOperation } = rooms.bySchema()
  const response = await answerOperation(world, queryConfig, operation, form, origin)
  return response.statusCode < 400 ? response : inOwnWords(response, query)
}

const UNKNOWN: OperationSchema = [9, 'com.amazon.coral.service', '', 0, 'unit', 'unit']

const unknownOperation = (requestId: string): WireResponse => ({
  statusCode: 404,
  headers: { 'x-amzn-requestid': requestId, 'content-type': 'text/xml' },
  body: toBytes('<UnknownOperationException/>\n'),
})

/** Replaces messages that differ in this protocol. */
function inOwnWords(response: WireResponse, { messages = {} }: QueryProtocol): WireResponse {
  let text = toText(response.body)
  for (const [json, xml] of Object.entries(messages)) {
    text = text.replace(`<Message>${json}</Message>`, `<Message>${xml}</Message>`)
  }
  return { ...response, body: toBytes(text) }
}
