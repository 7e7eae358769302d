/** The MOCK integration of REST APIs, with static templates and static response headers. */
import { MisuseError, UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { matchesBinaryTypes, mediaTypeOf } from '../messages/body.ts'
import {
  getOwn,
  isHeaderName,
  isHeaderValue,
  lastHeader,
  type HeaderEntry,
} from '../messages/header-list.ts'
import type { RestApi } from '../api/definition.ts'
import type { IntegrationResponse, MockIntegration } from '../api/integrations.ts'
import type { GatewayRequest } from '../messages/request.ts'

/** `$` and `#` begin VTL's references and directives, which are not simulated. */
function checkTemplate(world: World, template: string): void {
  if (!/[$#]/.test(template)) return
  throw world.refuse(
    new UnsupportedError(
      { service: 'API Gateway', operation: 'MOCK integration', parameter: 'mapping template' },
      'Use a template without references ($) and directives (#).',
    ),
  )
}

export function checkMock(world: World, mock: MockIntegration, where: string): MockIntegration {
  refuseOthers(world, 'MOCK integration', mock, MOCK_OPTIONS)
  const { contentHandling } = mock
  if (contentHandling !== undefined && !CONTENT_HANDLINGS.includes(contentHandling)) {
    throw new MisuseError(
      `${where} received the contentHandling '${String(contentHandling)}'.`,
      CONTENT_HANDLINGS.join(' or '),
    )
  }
  for (const template of Object.values(mock.requestTemplates ?? {})) checkTemplate(world, template)
  for (const response of mock.responses ?? []) checkResponse(world, response, where)
  return mock
}

const MOCK_OPTIONS = ['type', 'requestTemplates', 'responses', 'contentHandling']
const CONTENT_HANDLINGS: readonly string[] = ['CONVERT_TO_TEXT', 'CONVERT_TO_BINARY']
const RESPONSE_OPTIONS = [
  ...['statusCode', 'selectionPattern', 'responseTemplates', 'responseParameters'],
]

function refuseOthers(
  world: World,
  operation: string,
  given: object,
  known: readonly string[],
): void {
  for (const [parameter, value] of Object.entries(given)) {
    if (value === undefined || known.includes(parameter)) continue
    throw world.refuse(new UnsupportedError({ service: 'API Gateway', operation, parameter }))
  }
}

function checkResponse(world: World, response: IntegrationResponse, where: string): void {
  refuseOthers(world, 'MOCK integration response', response, RESPONSE_OPTIONS)
  if (!/^[1-5]\d\d$/.test(String(response.statusCode)))
    throw new MisuseError(
      `${where} received the statusCode '${response.statusCode}'.`,
      '100 to 599',
    )
  for (const template of Object.values(response.responseTemplates ?? {}))
    checkTemplate(world, template)
  for (const [target, source] of Object.entries(response.responseParameters ?? {}))
    checkParameter(world, target, source, where)
}

const TARGET = 'method.response.header.'

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
// (static values have single quotes)
function checkParameter(world: World, target: string, source: string, where: string): void {
  const name = target.slice(TARGET.length)
  if (!target.startsWith(TARGET) || !isHeaderName(name) || !isHeaderValue(source)) {
    throw new MisuseError(
      `${where} received the response parameter '${target}': ${JSON.stringify(source)}.`,
      `a header and its value, such as '${TARGET}X-Name': "'value'"`,
    )
  }
  if (/^'.*'$/.test(source)) return
  throw world.refuse(
    new UnsupportedError(
      {
        service: 'API Gateway',
        operation: 'MOCK integration response',
        parameter: `responseParameters ${target}`,
      },
      'Use a static value in single quotes.',
    ),
  )
}

export type MockResult =
  | { readonly status: number; readonly body: string; readonly headers: readonly HeaderEntry[] }
  | { readonly failure: 'internalServerError' }

const FAILURE: MockResult = { failure: 'internalServerError' }

/** Order: content handling, the request template, its status code, the response that it selects. */
export function answerMock(
  mock: MockIntegration,
  api: RestApi,
  request: GatewayRequest,
): MockResult {
  // Unverified: application/json for a request without a content type
  const type = lastHeader(request.headers, 'content-type') ?? 'application/json'
  if (isBinary(mock, api, type)) return FAILURE
  const template = getOwn(mock.requestTemplates ?? {}, mediaTypeOf(type))
  if (template === undefined) return FAILURE
  const status = statusOf(template)
  if (status === undefined) return FAILURE
  const response = selectResponse(mock.responses ?? [], String(status))
  if (!response) return FAILURE
  return {
    status: Number(response.statusCode),
    body: responseBody(response, request),
    headers: Object.entries(response.responseParameters ?? {}).map(([target, source]) => [
      target.slice(TARGET.length),
      source.slice(1, -1),
    ]),
  }
}

/**
 * Whether the request template would get bytes, which fails every request, even one without a body.
 * The usual victim is the OPTIONS method of an API whose binaryMediaTypes are everything.
 */
// Recorded: TestApiGatewayS3BinarySupport (a request template with binary input: 500)
const isBinary = ({ contentHandling }: MockIntegration, api: RestApi, type: string): boolean =>
  contentHandling === undefined
    ? matchesBinaryTypes(api.binaryMediaTypes, type)
    : contentHandling === 'CONVERT_TO_BINARY'

// Recorded: test_integration_mock_with_path_param: an integer, in lenient JSON too
// ('{statusCode: 200}'); the string "200" fails
function statusOf(template: string): number | undefined {
  const match = /^\s*\{\s*(?:[^{}]*,\s*)?["']?statusCode["']?\s*:\s*(\d+)\s*[,}]/.exec(template)
  return match ? Number(match[1]) : undefined
}

// Recorded: test_http_integration_status_code_selection: the pattern must match the whole value
function selectResponse(
  responses: readonly IntegrationResponse[],
  status: string,
): IntegrationResponse | undefined {
  return (
    responses.find(
      ({ selectionPattern: pattern }) => pattern && new RegExp(`^(?:${pattern})$`).test(status),
    ) ?? responses.find(({ selectionPattern: pattern }) => !pattern)
  )
}

// Unverified: the order (Accept, else application/json, else the first template)
function responseBody(
  { responseTemplates = {} }: IntegrationResponse,
  request: GatewayRequest,
): string {
  const accept = lastHeader(request.headers, 'accept')
  return (
    (accept === undefined ? undefined : getOwn(responseTemplates, accept)) ??
    responseTemplates['application/json'] ??
    Object.values(responseTemplates)[0] ??
    ''
  )
}
