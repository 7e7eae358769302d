/** Calls the integration behind a route, of any kind. */
import type { Sender } from '../../../core/delivery/sender.ts'
import { senderOfSocketRoute } from '../../api/caller-of-functions.ts'
import type { SocketFunction, SocketMapped, SocketRoute } from '../../api/websocket/definition.ts'
import type {
  HttpProxyDefinition,
  ResponseDefinition,
  Template,
} from '../../api/integrations/mapped-integration.ts'
import {
  evaluateResponseSelection,
  type SelectingAnswer,
} from '../../api/websocket/response-selection.ts'
import { evaluateSelection } from '../../api/websocket/selection-expression.ts'
import { REST_ERRORS } from '../../responses/rest-errors.ts'
import { rooms } from '../../rooms.ts'
import { callFunction } from '../../serve/integrate.ts'
import { INTERNAL_ERROR, TIMED_OUT } from '../answers.ts'
import { describeMalformed, readResult, type SocketResult } from './result.ts'
import { SocketData, type SocketRequest } from './socket-data.ts'

export interface IntegrationCall extends SocketRequest {
  readonly route: SocketRoute
  /** The event of a function. */
  readonly event: () => unknown
}

/** An integration that gave no answer, as the gateway tells the client. */
export interface IntegrationError {
  readonly status: number
  readonly message: string | null
  /** For failures without an invocation record that could explain them. */
  readonly reason: string | undefined
}

export type IntegrationOutcome =
  | { readonly answer: SocketResult; readonly error?: undefined }
  | { readonly answer?: undefined; readonly error: IntegrationError }

export async function callIntegration(call: IntegrationCall): Promise<IntegrationOutcome> {
  const { world, record, route } = call
  const { integration } = route
  const began = world.clock.now()
  const outcome = await (integration.type === 'AWS_PROXY'
    ? callProxy(call, integration)
    : ask(call, integration))
  record.integrationLatency = world.clock.now() - began
  return outcome
}

/** Captured on AWS: 502 for a function that throws. Unverified: the statuses of the other errors. */
async function callProxy(
  { world, record, event, api, stage, route }: IntegrationCall,
  integration: SocketFunction,
): Promise<IntegrationOutcome> {
  const caller = { world, record, request: { body: undefined } }
  const at = { id: api.id, stage: stage.name }
  const sender = (): Sender | undefined =>
    senderOfSocketRoute({ world, api: at }, route, integration.role)
  const result = await callFunction(caller, integration, event(), sender)
  if (result.kind === 'late') {
    const reason = rooms.diagnostics().tooLate(integration)
    return { error: { status: 504, message: TIMED_OUT, reason } }
  }
  if (result.kind !== 'result') {
    const status = result.kind === 'failed' ? 502 : 500
    return { error: { status, message: INTERNAL_ERROR, reason: result.reason } }
  }
  const answer = readResult(result.payload)
  if (answer) return { answer }
  const reason = describeMalformed(integration.function, result.payload)
  return { error: { status: 502, message: INTERNAL_ERROR, reason } }
}

async function ask(
  call: IntegrationCall,
  integration: SocketMapped | HttpProxyDefinition,
): Promise<IntegrationOutcome> {
  const { askProxied, IntegrationFailure, toText } = rooms.integrations()
  const data = new SocketData(call)
  try {
    if (integration.type !== 'HTTP_PROXY') return { answer: await map(call, integration, data) }
    const { status, headers, body } = await askProxied(integration, data)
    return { answer: { status, headers, body: toText(body) } }
  } catch (error) {
    if (!(error instanceof IntegrationFailure)) throw error
    const { status, message } = REST_ERRORS[error.answer]
    return { error: { status, message, reason: error.message } }
  }
}

async function map(
  { body }: IntegrationCall,
  integration: SocketMapped,
  data: SocketData,
): Promise<SocketResult> {
  const { askBackend, toText } = rooms.integrations()
  const { templateSelection, responses } = integration
  const key = templateSelection && (evaluateSelection(templateSelection, body ?? '') ?? '$default')
  const answer = await askBackend(integration, data, key)
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html
  // Unverified: an answer passes through where there are no responses
  if (responses.length === 0)
    return { status: answer.status, headers: [], body: toText(answer.body) }
  const { selectResponse, convertResponse, mapHeaders, render, configurationError } =
    rooms.integrations()
  const response = selectResponse(responses, answer.selection)
  const { contentHandling } = response
  const isBytes = contentHandling === 'CONVERT_TO_TEXT'
  const payload = convertResponse(answer.body, contentHandling, isBytes, false)
  const template = chooseTemplate(response, () => ({ ...answer, body: toText(answer.body) }))
  const rendered = render(template, payload, data, () =>
    configurationError("The integration's answer is not JSON, and a template reads it."),
  )
  const text = typeof rendered === 'string' ? rendered : toText(rendered)
  // Only a handshake has a response with headers.
  return { status: response.status, headers: mapHeaders(response, answer, data), body: text }
}

// AWS: apigateway-websocket-api-selection-expressions.html ($default is the catch-all). Unverified:
// an answer without a template for its key passes through, and the order without an expression
function chooseTemplate(
  { templates, templateSelection }: ResponseDefinition,
  answer: () => SelectingAnswer,
): Template | undefined {
  if (templateSelection && templates.size > 0)
    return (
      templates.get(evaluateResponseSelection(templateSelection, answer())) ??
      templates.get('$default')
    )
  const [first] = templates.values()
  return templates.get('application/json') ?? templates.get('$default') ?? first
}
