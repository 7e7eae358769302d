/** Applies the customized gateway responses of a REST API. */
import type { RestApi } from '../api/definition.ts'
import { fallbackType, type GatewayResponseType } from '../api/gateway-response-types.ts'
import type { GatewayResponse } from '../api/options.ts'
import { contextOf, readVariable, type Variables } from '../context/context-variables.ts'
import { parseParameter } from '../api/integrations/parameter-name.ts'
import { readParameter } from '../context/request-parameters.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { getOwn, isHeaderValue, lastHeader, type HeaderEntry } from '../messages/header-list.ts'

/** What a customization changes of a response. Undefined members stay as they are. */
export interface Customized {
  readonly status: number | undefined
  readonly body: string | undefined
  readonly headers: readonly HeaderEntry[]
}

const HEADER = 'gatewayresponse.header.'

/**
 * The customization of a type: its own, or that of DEFAULT_4XX or DEFAULT_5XX. One of its own
 * replaces the default as a whole.
 */
// Recorded: TestApiGatewayGatewayResponse
export function customize(
  exchange: Exchange<RestApi>,
  type: GatewayResponseType,
): Customized | undefined {
  const responses = exchange.api.gatewayResponses ?? {}
  const custom = responses[type] ?? responses[fallbackType(type)]
  if (!custom) return undefined
  const { statusCode, responseParameters = {} } = custom
  const variables = contextOf(exchange)
  const headers = Object.entries(responseParameters).flatMap(([target, source]): HeaderEntry[] => {
    const value = readSource(exchange, variables, source)
    // Unverified: a source without a value sends no header
    return value === undefined ? [] : [[target.slice(HEADER.length), value]]
  })
  const template = chooseTemplate(exchange, custom)
  return {
    status: statusCode === undefined ? undefined : Number(statusCode),
    body: template && fill(exchange, variables, template.text),
    headers:
      template && !hasType(headers) ? [...headers, ['Content-Type', template.type]] : headers,
  }
}

const hasType = (headers: readonly HeaderEntry[]): boolean =>
  lastHeader(headers, 'content-type') !== undefined

// Unverified: the template of the type in Accept, else application/json, else the first
function chooseTemplate(
  { request }: Exchange<RestApi>,
  { responseTemplates = {} }: GatewayResponse,
): { readonly type: string; readonly text: string } | undefined {
  const accept = lastHeader(request.headers, 'accept') ?? ''
  for (const type of [accept, 'application/json', ...Object.keys(responseTemplates)]) {
    const text = getOwn(responseTemplates, type)
    if (text !== undefined) return { type, text }
  }
  return undefined
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.responseParameters.html
function readSource(
  exchange: Exchange<RestApi>,
  variables: Variables,
  source: string,
): string | undefined {
  const value = /^'.*'$/s.test(source)
    ? source.slice(1, -1)
    : readReference(exchange, variables, source)
  return value !== undefined && isHeaderValue(value) ? value : undefined
}

/** `context.requestId`, `stageVariables.name` or `method.request.header.X-Id`. */
function readReference(
  exchange: Exchange<RestApi>,
  variables: Variables,
  reference: string,
): string | undefined {
  if (reference.startsWith('context.')) return readVariable(variables, reference.slice(8))
  if (reference.startsWith('stageVariables.'))
    return getOwn(exchange.api.stageVariables ?? {}, reference.slice(15))
  const parameter = parseParameter(reference)
  return parameter && readParameter(exchange, parameter)
}

// '$context.error.messageString', '$stageVariables.name', '$method.request.header.X-Id'
const REFERENCE =
  /\$(?:context(?:\.\w+)+|stageVariables\.\w+|method\.request\.\w+\.[\w-]+(?:\.[\w-]+)*)/g

/** Replaces references. A gateway response has no VTL beyond them. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
// Unverified: a reference without a value is replaced by nothing
const fill = (exchange: Exchange<RestApi>, variables: Variables, template: string): string =>
  template.replace(
    REFERENCE,
    (reference) => readReference(exchange, variables, reference.slice(1)) ?? '',
  )
