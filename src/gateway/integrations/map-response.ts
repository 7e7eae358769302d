/** Turns a backend's answer into the method's response: selection, mappings, template, overrides. */
import type {
  MappedIntegration,
  ResponseDefinition,
  Template,
} from '../api/integrations/mapped-integration.ts'
import { toTraceAnswer } from '../exchange/timestamps-and-ids.ts'
import { matchesBinaryTypes } from '../messages/body.ts'
import { lastHeader, toHeaderMaps, type HeaderEntry } from '../messages/header-list.ts'
import { bodyLength, type GatewayAnswer } from '../messages/request.ts'
import { standardHeaders } from '../responses/own-answers.ts'
import { acceptsBinary, isRemapped } from '../responses/rest-response.ts'
import { rooms } from '../rooms.ts'
import type { BackendAnswer } from './answer.ts'
import { convertResponse, toText } from './convert-payload.ts'
import { configurationError } from './failure.ts'
import { readSource } from './map-parameters.ts'
import { replaceHeaders } from './map-request.ts'
import { render } from './render.ts'
import type { RequestData, RestRequestData } from './request-data.ts'

/** @throws IntegrationFailure when no response is selected, or a conversion or template fails */
export function mapResponse(
  integration: MappedIntegration,
  answer: BackendAnswer,
  data: RestRequestData,
): GatewayAnswer {
  const { exchange } = data
  const response = selectResponse(integration.responses, answer.selection)
  const mapped = mapHeaders(response, answer, data)
  const type = lastHeader(answer.headers, 'content-type') ?? ''
  const isBinary = matchesBinaryTypes(exchange.api.binaryMediaTypes, type)
  const payload = convertResponse(
    answer.body,
    response.contentHandling,
    isBinary,
    acceptsBinary(exchange),
  )
  const body = render(chooseTemplate(response, data), payload, data, invalidJson)
  const overrides = data.hasContext
    ? rooms.templates().readOverrides(data.context, 'responseOverride')
    : undefined
  const headers = replaceHeaders(mapped, overrides?.header ?? [])
  return {
    status: overrides?.status ?? response.status,
    body,
    headers: sentHeaders(integration, headers, bodyLength(body), data),
  }
}

const invalidJson = (): Error =>
  configurationError("The integration's answer is not JSON, and a mapping reads it.")

/** The first response whose pattern matches the whole text, or else the first without a pattern. */
// Recorded: test_lambda_selection_patterns, test_http_integration_status_code_selection
// Unverified: 500 if there is none
export function selectResponse(
  responses: readonly ResponseDefinition[],
  text: string,
): ResponseDefinition {
  const selected =
    responses.find(({ selectionPattern }) => selectionPattern && matches(selectionPattern, text)) ??
    responses.find(({ selectionPattern }) => !selectionPattern)
  if (selected) return selected
  throw configurationError(
    `The integration has no response for '${text}': none of its selectionPatterns matches, and none is the default.`,
  )
}

function matches(
  pattern: NonNullable<ResponseDefinition['selectionPattern']>,
  text: string,
): boolean {
  try {
    return pattern.matches(text)
  } catch (error) {
    if (error instanceof rooms.regex().RegexLimitError)
      throw configurationError(`A selectionPattern of the integration fails: ${error.message}`)
    throw error
  }
}

/** The headers that the response's mappings give. */
export function mapHeaders(
  { parameters }: ResponseDefinition,
  answer: BackendAnswer,
  data: RequestData,
): readonly HeaderEntry[] {
  if (parameters.length === 0) return []
  const source = { headers: toHeaderMaps(answer.headers), body: toText(answer.body), invalidJson }
  return parameters.flatMap(({ name, source: from }): HeaderEntry[] => {
    const values = readSource(from, source, data)
    return values.length === 0 ? [] : [[name, values.join(',')]]
  })
}

/** Undefined if the payload passes through as it is. */
// Unverified: the order (Accept, else application/json, else the first template)
function chooseTemplate(
  { templates }: ResponseDefinition,
  { exchange }: RequestData,
): Template | undefined {
  if (templates.size === 0) return undefined
  const accept = lastHeader(exchange.request.headers, 'accept') ?? ''
  const [first] = templates.values()
  return templates.get(accept) ?? templates.get('application/json') ?? first
}

/** A client gets the mapped headers alone, some of them under another name. */
// Recorded: aws-remap-001, test_invocation_trace_id (no trace header behind MOCK)
function sentHeaders(
  { type }: MappedIntegration,
  mapped: readonly HeaderEntry[],
  length: number,
  { exchange }: RestRequestData,
): HeaderEntry[] {
  const headers = standardHeaders(exchange)
  let isTyped = false
  for (const [name, value] of mapped) {
    const lower = name.toLowerCase()
    if (lower === 'transfer-encoding') continue
    isTyped ||= lower === 'content-type'
    headers.push([isRemapped(lower) ? `x-amzn-Remapped-${name}` : name, value])
  }
  if (!isTyped) headers.push(['Content-Type', 'application/json'])
  headers.push(['Content-Length', String(length)])
  if (type !== 'MOCK')
    headers.push(['X-Amzn-Trace-Id', toTraceAnswer(exchange.world, exchange.trace)])
  return headers
}
