/** Checks the option `integration` of an HTTP API's route, and turns it into its definition. */
import { nameOf, shownValue } from '../../core/checks.ts'
import { didYouMean, MisuseError, UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { FunctionTarget } from '../api/authorizers/create-authorizers.ts'
import type { FunctionIntegration } from '../api/definition.ts'
import type { HttpApiProxy, HttpApiService } from '../api/integrations/http-integrations.ts'
import type {
  HttpProxyIntegration,
  ProxyIntegration,
  RouteIntegration,
  SubtypeIntegration,
} from '../api/integrations/integrations.ts'
import type {
  MappingSource,
  ParameterMapping,
  ParameterMappings,
} from '../api/integrations/parameter-mappings.ts'
import { OTHER_SUBTYPES, parseMapping, parseSource, SUBTYPES } from '../http/index.ts'

export interface HttpRouteSettings {
  /** Begins a message: `createGateway: 'GET /a'`. */
  readonly where: string
  readonly timeoutMs: number
  readonly toFunction: (target: FunctionTarget) => FunctionIntegration
}

export function toHttpIntegration(
  world: World,
  integration: RouteIntegration,
  settings: HttpRouteSettings,
): FunctionIntegration | HttpApiProxy | HttpApiService {
  const { where } = settings
  if (integration.type === 'HTTP_PROXY') return toProxy(integration, settings)
  if (integration.type === 'AWS_PROXY')
    return 'subtype' in integration
      ? toService(world, integration, settings)
      : toMappedFunction(integration, settings)
  // AWS: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
  // (integrationType)
  throw new MisuseError(
    `${where} received an integration of the type ${shownValue(integration.type)}.`,
    "'AWS_PROXY' or 'HTTP_PROXY', the types of HTTP APIs",
    ['MOCK', 'AWS', 'HTTP'].includes(String(integration.type))
      ? "Did you mean { type: 'rest' } for the gateway?"
      : undefined,
  )
}

function checkMembers(given: object, known: readonly string[], where: string): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || known.includes(name)) continue
    throw new MisuseError(
      `${where} received the unknown member '${name}' in its integration.`,
      `one of ${known.join(', ')}`,
      didYouMean(name, known),
    )
  }
}

const MAPPINGS = ['type', 'requestParameters', 'responseParameters']

function toMappedFunction(
  integration: ProxyIntegration,
  { where, toFunction }: HttpRouteSettings,
): FunctionIntegration {
  checkMembers(integration, [...MAPPINGS, 'function', 'integrationHttpMethod'], where)
  checkMethod(integration.integrationHttpMethod, where)
  const mappings = toMappings(integration, where)
  const isMapped = mappings.request.length > 0 || mappings.responses.size > 0
  return { ...toFunction(integration.function), ...(isMapped && { mappings }) }
}

// AWS: apigatewayv2 CreateIntegration (integrationMethod: POST for functions)
function checkMethod(method: string | undefined, where: string): void {
  if (method === undefined || method === 'POST') return
  throw new MisuseError(
    `${where} received the integrationHttpMethod ${shownValue(method)} for a function.`,
    "'POST', or none",
  )
}

function toProxy(
  integration: HttpProxyIntegration,
  { where, timeoutMs }: HttpRouteSettings,
): HttpApiProxy {
  checkMembers(integration, [...MAPPINGS, 'uri', 'integrationHttpMethod'], where)
  const { uri, integrationHttpMethod: method } = integration
  if (typeof uri !== 'function' && !isHttpUrl(uri))
    throw new MisuseError(
      `${where} received ${shownValue(uri)} for the uri of its integration.`,
      "a URL such as 'https://orders.example/{id}', or a function (request) => new Response()",
    )
  if (method !== undefined && !/^[A-Z]+$/.test(method))
    throw new MisuseError(
      `${where} received the integrationHttpMethod ${shownValue(method)}.`,
      "a method such as 'POST', or 'ANY' for the client's",
    )
  return {
    type: 'HTTP_API_PROXY',
    uri,
    method: method === 'ANY' ? undefined : method,
    timeoutMs,
    ...toMappings(integration, where),
  }
}

/** Variables may stand in any part, so that only the scheme is certain. */
const isHttpUrl = (uri: unknown): boolean =>
  typeof uri === 'string' && /^https?:\/\/[^/?#\s]+/.test(uri)

type Mapped = Pick<ProxyIntegration, 'requestParameters' | 'responseParameters'>

function toMappings(
  { requestParameters = {}, responseParameters = {} }: Mapped,
  where: string,
): ParameterMappings {
  const responses = Object.entries(responseParameters).map(([status, mappings]) => {
    if (!/^[1-5]\d\d$/.test(status))
      throw new MisuseError(
        `${where} received the status '${status}' in responseParameters.`,
        "a status code, and the mappings for it: { 200: { 'append:header.x': 'a' } }",
      )
    return [Number(status), toList(mappings, 'response', where)] as const
  })
  return {
    request: toList(requestParameters, 'request', where),
    responses: new Map(responses),
  }
}

const KEYS = {
  request: "'append:header.x', 'overwrite:querystring.x', 'remove:header.x' or 'overwrite:path'",
  response: "'append:header.x', 'overwrite:header.x', 'remove:header.x' or 'overwrite:statuscode'",
}

function toList(
  mappings: Readonly<Record<string, string>>,
  side: 'request' | 'response',
  where: string,
): ParameterMapping[] {
  return Object.entries(mappings).map(([key, value]) => {
    if (typeof value !== 'string')
      throw new MisuseError(
        `${where} received ${nameOf(value)} for '${key}' in ${side}Parameters.`,
        `a text, or a source such as '$${side}.header.x'`,
      )
    const mapping = parseMapping(key, value, side)
    if (typeof mapping !== 'string') return mapping
    throw new MisuseError(
      `${where} received ${mapping} in ${side}Parameters.`,
      `keys such as ${KEYS[side]}, and values such as '$${side}.header.x' or '$context.requestId'`,
    )
  })
}

function toService(
  world: World,
  integration: SubtypeIntegration,
  { where, timeoutMs }: HttpRouteSettings,
): HttpApiService {
  checkMembers(integration, [...MAPPINGS, 'subtype', 'credentials'], where)
  const { subtype, credentials, requestParameters = {} } = integration
  const known = Object.hasOwn(SUBTYPES, subtype) ? SUBTYPES[subtype] : undefined
  if (!known) throw unknownSubtype(world, subtype, where)
  const names = [...known.required, ...known.optional, 'Region']
  for (const name of Object.keys(requestParameters)) {
    if (names.includes(name)) continue
    throw new MisuseError(
      `${where} received the parameter '${name}' for ${subtype}.`,
      `one of ${names.join(', ')}`,
      didYouMean(name, names),
    )
  }
  // AWS: the reference of subtypes: an integration needs all required parameters
  const missing = known.required.filter((name) => requestParameters[name] === undefined)
  if (missing.length > 0)
    throw new MisuseError(
      `${where} received no ${missing.join(', ')} for ${subtype}.`,
      `requestParameters: { ${known.required.join(', ')} }`,
    )
  return {
    type: 'HTTP_API_SERVICE',
    subtype,
    credentials,
    timeoutMs,
    responses: toMappings({ ...responsesOf(integration) }, where).responses,
    parameters: new Map(
      Object.entries(requestParameters).map(([name, value]) => [
        name,
        toSource(name, value, where),
      ]),
    ),
  }
}

const responsesOf = ({ responseParameters }: SubtypeIntegration): Mapped =>
  responseParameters === undefined ? {} : { responseParameters }

function toSource(name: string, value: unknown, where: string): MappingSource {
  const source =
    typeof value === 'string' ? parseSource(value, 'request') : `it is ${nameOf(value)}`
  if (typeof source !== 'string') return source
  throw new MisuseError(
    `${where} received the parameter '${name}': ${source}.`,
    "a text, or a source such as '$request.body.id'",
  )
}

function unknownSubtype(world: World, subtype: unknown, where: string): Error {
  if (OTHER_SUBTYPES.some((name) => name === subtype))
    return world.refuse(
      new UnsupportedError({
        service: 'API Gateway',
        operation: 'integration subtype',
        parameter: String(subtype),
      }),
    )
  const names = [...Object.keys(SUBTYPES), ...OTHER_SUBTYPES]
  return new MisuseError(
    `${where} received the subtype ${shownValue(subtype)}.`,
    `one of ${names.join(', ')}`,
    didYouMean(String(subtype), names),
  )
}
