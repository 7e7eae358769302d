/** The MOCK integration of REST APIs, with static templates. */
import { MisuseError, UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world.ts'
import { mediaTypeOf } from '../messages/body.ts'
import { getOwn, lastHeader } from '../messages/header-list.ts'
import type { MockIntegration, MockResponse } from '../api/options.ts'
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
  for (const [name, value] of Object.entries(mock)) {
    if (value === undefined || ['type', 'requestTemplates', 'responses'].includes(name)) continue
    throw world.refuse(
      new UnsupportedError({
        service: 'API Gateway',
        operation: 'MOCK integration',
        parameter: name,
      }),
    )
  }
  for (const template of Object.values(mock.requestTemplates ?? {})) checkTemplate(world, template)
  for (const response of mock.responses ?? []) {
    for (const [name, value] of Object.entries(response)) {
      if (value === undefined || RESPONSE_OPTIONS.includes(name)) continue
      throw world.refuse(
        new UnsupportedError({
          service: 'API Gateway',
          operation: 'MOCK integration response',
          parameter: name,
        }),
      )
    }
    if (!/^[1-5]\d\d$/.test(String(response.statusCode)))
      throw new MisuseError(
        `${where} received the statusCode '${response.statusCode}'.`,
        '100 to 599',
      )
    for (const template of Object.values(response.responseTemplates ?? {}))
      checkTemplate(world, template)
  }
  return mock
}

const RESPONSE_OPTIONS = ['statusCode', 'selectionPattern', 'responseTemplates']

export type MockResult =
  | { readonly status: number; readonly body: string }
  | { readonly failure: 'unsupportedMediaType' | 'internalServerError' }

/** Order: the request template, its status code, the response that it selects, its template. */
export function answerMock(mock: MockIntegration, request: GatewayRequest): MockResult {
  const templates = mock.requestTemplates ?? {}
  // Unverified: application/json for a request without a content type
  const type = lastHeader(request.headers, 'content-type') ?? 'application/json'
  const template = getOwn(templates, mediaTypeOf(type))
  if (template === undefined) return { failure: 'internalServerError' }
  const status = statusOf(template)
  if (status === undefined) return { failure: 'internalServerError' }
  const response = selectResponse(mock.responses ?? [], String(status))
  if (!response) return { failure: 'internalServerError' }
  return { status: Number(response.statusCode), body: responseBody(response, request) }
}

// Recorded: test_integration_mock_with_path_param: an integer, in lenient JSON too
// ('{statusCode: 200}'); the string "200" fails
function statusOf(template: string): number | undefined {
  const match = /^\s*\{\s*(?:[^{}]*,\s*)?["']?statusCode["']?\s*:\s*(\d+)\s*[,}]/.exec(template)
  return match ? Number(match[1]) : undefined
}

// Recorded: test_http_integration_status_code_selection: the pattern must match the whole value
function selectResponse(
  responses: readonly MockResponse[],
  status: string,
): MockResponse | undefined {
  return (
    responses.find(
      ({ selectionPattern: pattern }) => pattern && new RegExp(`^(?:${pattern})$`).test(status),
    ) ?? responses.find(({ selectionPattern: pattern }) => !pattern)
  )
}

// Unverified: the order (Accept, else application/json, else the first template)
function responseBody({ responseTemplates = {} }: MockResponse, request: GatewayRequest): string {
  const accept = lastHeader(request.headers, 'accept')
  return (
    (accept === undefined ? undefined : getOwn(responseTemplates, accept)) ??
    responseTemplates['application/json'] ??
    Object.values(responseTemplates)[0] ??
    ''
  )
}
