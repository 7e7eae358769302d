/** Turns the client's request into that of a backend: mappings, template, overrides. */
import type {
  MappedIntegration,
  RequestParameter,
  Template,
} from '../api/integrations/mapped-integration.ts'
import { matchesBinaryTypes, mediaTypeOf } from '../messages/body.ts'
import { lastHeader, type HeaderEntry } from '../messages/header-list.ts'
import { rooms } from '../rooms.ts'
import { convertRequest, toText, type Payload } from './convert-payload.ts'
import { configurationError, IntegrationFailure } from './failure.ts'
import { readSource } from './map-parameters.ts'
import { render } from './render.ts'
import type { RequestData } from './request-data.ts'

/** What mappings and overrides make of the request's parameters. */
export interface MappedParameters {
  /** One entry for each name, in any spelling. */
  readonly headers: readonly HeaderEntry[]
  readonly query: readonly (readonly [string, string])[]
  readonly path: ReadonlyMap<string, string>
}

export interface MappedRequest extends MappedParameters {
  readonly body: Payload
}

const NOTHING = new Uint8Array()

// Unverified: application/json for a request without a content type
const contentTypeOf = ({ exchange }: RequestData): string =>
  lastHeader(exchange.request.headers, 'content-type') ?? 'application/json'

/**
 * Order: parameters, content handling, template, overrides.
 *
 * @throws IntegrationFailure for a request that AWS refuses
 */
export function mapRequest(
  integration: MappedIntegration,
  data: RequestData,
  templateKey?: string,
): MappedRequest {
  const { api, request } = data.exchange
  const parameters = mapParameters(integration.requestParameters, integration.type, data)
  const type = contentTypeOf(data)
  const isBinary = matchesBinaryTypes(api.binaryMediaTypes, type)
  const payload = convertRequest(request.body ?? NOTHING, integration.contentHandling, isBinary)
  const body = render(chooseTemplate(integration, templateKey ?? type), payload, data, invalidJson)
  return { ...withOverrides(parameters, data), body }
}

const invalidJson = (): IntegrationFailure =>
  new IntegrationFailure('invalidJson', "The request's body is not JSON, and a mapping reads it.")

// Recorded: aws-hdr-012-aws to aws-hdr-018-aws-proxy, http-hdr-http-transfer-encoding,
// http-hdr-http-proxy-content-length
const RESERVED: ReadonlySet<string> = new Set([
  ...['content-length', 'transfer-encoding', 'x-amzn-trace-id', 'x-amzn-apigateway-api-id'],
])
const RESERVED_BY_AWS: ReadonlySet<string> = new Set([
  ...RESERVED,
  ...['authorization', 'connection', 'expect', 'proxy-authenticate', 'te'],
])

/** @throws IntegrationFailure when a mapping sets a header that API Gateway keeps for itself */
export function mapParameters(
  mappings: readonly RequestParameter[],
  type: 'MOCK' | 'AWS' | 'HTTP' | 'HTTP_PROXY',
  data: RequestData,
): MappedParameters {
  if (mappings.length === 0) return { headers: [], query: [], path: new Map() }
  const { request } = data.exchange
  const source = {
    headers: data.headers,
    query: data.query,
    path: data.path,
    body: toText(request.body ?? NOTHING),
    invalidJson,
  }
  const headers: HeaderEntry[] = []
  const query: [string, string][] = []
  const path = new Map<string, string>()
  for (const { place, name, source: from } of mappings) {
    const values = readSource(from, source, data)
    if (values.length === 0) continue
    if (place === 'header') headers.push([name, values.join(',')])
    else if (place === 'path') path.set(name, values.join(','))
    else for (const value of values) query.push([name, value])
  }
  const reserved = type === 'AWS' ? RESERVED_BY_AWS : RESERVED
  const [illegal] = headers.find(([name]) => reserved.has(name.toLowerCase())) ?? []
  if (illegal !== undefined)
    throw configurationError(
      `The integration's requestParameters map the header ${illegal}, which fails every request.`,
    )
  return { headers, query, path }
}

/**
 * The template of the request's content type, or of `$default`. Undefined if the payload passes
 * through as it is.
 */
// Unverified: the order (the content type, then $default), and 415 for what does not pass through
function chooseTemplate(
  { requestTemplates, passthroughBehavior }: MappedIntegration,
  type: string,
): Template | undefined {
  const template =
    requestTemplates.get(type) ??
    requestTemplates.get(mediaTypeOf(type)) ??
    requestTemplates.get('$default')
  const passes =
    passthroughBehavior === 'WHEN_NO_MATCH' ||
    (passthroughBehavior === 'WHEN_NO_TEMPLATES' && requestTemplates.size === 0)
  if (template || passes) return template
  throw new IntegrationFailure(
    'unsupportedMediaType',
    `The integration has no request template for ${type}, and its passthroughBehavior is ${passthroughBehavior}.`,
  )
}

/** An override takes the place of the mapped parameter of its name. */
function withOverrides(mapped: MappedParameters, data: RequestData): MappedParameters {
  if (!data.hasContext) return mapped
  const { header, path, querystring } = rooms
    .templates()
    .readOverrides(data.context, 'requestOverride')
  if (header.length + path.length + querystring.length === 0) return mapped
  const overridden = new Set(querystring.map(([name]) => name))
  return {
    headers: replaceHeaders(mapped.headers, header),
    query: [
      ...mapped.query.filter(([name]) => !overridden.has(name)),
      ...querystring.flatMap(([name, values]) => values.map((value) => [name, value] as const)),
    ],
    path: new Map([...mapped.path, ...path]),
  }
}

/** A copy in which `others` take the places of headers of the same names. */
export function replaceHeaders(
  headers: readonly HeaderEntry[],
  others: readonly HeaderEntry[],
): HeaderEntry[] {
  const names = new Set(others.map(([name]) => name.toLowerCase()))
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...others]
}
