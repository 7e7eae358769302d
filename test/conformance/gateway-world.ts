/**
 * Gateways of a case: `given.api` becomes routes and options of `createGateway`, `when.http` a
 * request to it.
 */
import {
  createGateway,
  iamAuthorizer,
  jwtAuthorizer,
  lambdaAuthorizer,
  type Gateway,
} from 'miniregion'
import { fromOpenApi } from 'miniregion/templates'
import { generateKeyPairSync, sign } from 'node:crypto'
import { isObject, type Json, type JsonObject } from './case.ts'
import type { CaseWorld, Check, Outcome, Part } from './part.ts'
import { tableName } from './table-names.ts'
import { createSocketApi } from './websocket-world.ts'

const GATEWAY = 'gateway'

/** The issuer of the cases' `$jwt` tokens. */
const issuerKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const KEY_ID = 'conformance'
const jwks = {
  keys: [{ ...issuerKeys.publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig' }],
}

/** Requests to DynamoDB name the tables of the case. */
function withTableNames(given: JsonObject, value: Json): Json {
  if (typeof value === 'string')
    return value.replace(
      /("TableName"\s*:\s*")([^"]+)"/g,
      (_, before: string, name: string) => `${before}${tableName(given, name)}"`,
    )
  if (Array.isArray(value)) return value.map((one: Json) => withTableNames(given, one))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withTableNames(given, one)]),
  )
}

function createApi(world: CaseWorld, asGiven: Json): void {
  const given = withTableNames(world.given, asGiven)
  const { type, id, stage, accountId, stageVariables, ...rest } = given as Record<string, any>
  if (accountId !== undefined && accountId !== world.region.accountId)
    throw new Error(`the account ${accountId} is not known to the runner`)
  const common = {
    id,
    stage,
    ...(stageVariables && { stageVariables }),
    region: world.region as never,
  }
  if (rest['import']) {
    world.kept.set(GATEWAY, importApi(world, common, rest))
    return
  }
  const made =
    type === 'HTTP'
      ? createGateway(toHttpRoutes(rest['routes']), { ...common, ...toHttpOptions(rest) })
      : type === 'REST'
        ? createGateway(toRestRoutes(rest), {
            ...common,
            type: 'rest',
            ...toRestOptions(world, rest),
          })
        : createSocketApi(rest, { ...common, ...toUsage(world) }, toAuthorizer)
  if (rest['canary']) releaseCanary(made as Gateway, rest['canary'])
  world.kept.set(GATEWAY, made)
}

/** The document of a case. The runner makes a new API, for which both modes are the same. */
function importApi(world: CaseWorld, options: any, { import: imported, ...others }: any): Gateway {
  refuseUnknown('an imported API', others)
  const { document, parameters = {}, mode: _, ...rest } = imported
  refuseUnknown('import', rest)
  const { basepath, ...unknown } = parameters
  refuseUnknown('import parameters', unknown)
  const { region: _1, ...settings } = options
  const build = fromOpenApi(document, { ...settings, ...(basepath && { basePath: basepath }) })
  return build(world.region).stack.api
}

/** Deploys the routes of the canary after those of the stage. */
function releaseCanary(
  api: Gateway,
  { resources, percentTraffic, stageVariableOverrides }: any,
): void {
  api.deploy()
  for (const [key, value] of Object.entries(toRestRoutes({ resources })))
    api.route(key, value, { replace: true })
  api.deploy({
    canary: { percentTraffic, ...(stageVariableOverrides && { stageVariableOverrides }) },
  })
}

function toHttpOptions({ routes: _, cors, ...others }: any): Record<string, unknown> {
  refuseUnknown('HTTP API', others)
  return cors ? { cors } : {}
}

type Authorizers = Map<string, unknown>

/** One object per authorizer, because routes that share an authorizer share its cache. */
function authorizerOf(known: Authorizers, given: any): unknown {
  const key = JSON.stringify(given)
  if (!known.has(key)) known.set(key, toAuthorizer(given))
  return known.get(key)
}

function toAuthorizer(given: any): unknown {
  const {
    type,
    function: fn,
    authorizerResultTtlInSeconds: resultTtl,
    trustTokens,
    ...rest
  } = given
  switch (type) {
    case 'TOKEN':
    case 'REQUEST':
      return lambdaAuthorizer(fn, { type, ...rest, ...(resultTtl !== undefined && { resultTtl }) })
    case 'JWT':
      return jwtAuthorizer({ ...rest, jwks: trustTokens ? jwks : { keys: [] } })
    case 'AWS_IAM':
      return iamAuthorizer()
    default:
      throw new Error(`the authorizer ${type} is not simulated`)
  }
}

function toHttpRoutes(routes: readonly any[]): Record<string, any> {
  const known: Authorizers = new Map()
  return Object.fromEntries(
    routes.map(({ routeKey, integration, authorizer, authorizationScopes, ...rest }) => {
      refuseUnknown('route', rest)
      const { payloadFormatVersion, timeoutInMillis, ...others } = integration
      return [
        routeKey,
        {
          ...toHttpTarget(others),
          ...(timeoutInMillis && { timeout: timeoutInMillis / 1000 }),
          ...(payloadFormatVersion && { payloadFormatVersion }),
          ...(authorizer && { authorizer: authorizerOf(known, authorizer) }),
          ...(authorizationScopes && { scopes: authorizationScopes }),
        },
      ]
    }),
  )
}

/** A function alone is the handler, as most tests write it. */
function toHttpTarget({ function: handler, integrationSubtype, ...integration }: any): object {
  const isPlain = integration.type === 'AWS_PROXY' && Object.keys(integration).length === 1
  if (isPlain && handler) return { handler }
  return {
    integration: {
      ...integration,
      ...(handler && { function: handler }),
      ...(integrationSubtype && { subtype: integrationSubtype }),
    },
  }
}

function toRestRoutes({ resources }: any): Record<string, any> {
  const known: Authorizers = new Map()
  const routes: Record<string, any> = {}
  for (const { path, methods } of resources)
    for (const [method, value] of Object.entries(methods))
      routes[`${method} ${path}`] = toRestRoute(known, value)
  return routes
}

function toRestRoute(known: Authorizers, method: any): Record<string, unknown> {
  const { integration, authorizer, apiKeyRequired, requestValidator } = method
  const { requestParameters, requestModels, methodResponses: _, ...rest } = method
  const {
    integration: _1,
    authorizer: _2,
    apiKeyRequired: _3,
    requestValidator: _4,
    ...others
  } = rest
  refuseUnknown('method', others)
  return {
    ...toIntegration(integration),
    ...(authorizer && { authorizer: authorizerOf(known, authorizer) }),
    ...(apiKeyRequired && { apiKeyRequired }),
    ...(requestValidator && { requestValidator }),
    ...(requestParameters && { requestParameters }),
    ...(requestModels && { models: requestModels }),
  }
}

function toIntegration({ timeoutInMillis, ...integration }: any): Record<string, unknown> {
  // A proxy integration ignores responses.
  const { responses: _, ...proxy } = integration
  return {
    integration: integration.type.endsWith('_PROXY') ? proxy : integration,
    ...(timeoutInMillis !== undefined && { timeout: timeoutInMillis / 1000 }),
  }
}

function refuseUnknown(what: string, members: object): void {
  const names = Object.keys(members)
  if (names.length > 0) throw new Error(`${what} with ${names.join(', ')} is not simulated`)
}

function toRestOptions(world: CaseWorld, given: any): Record<string, unknown> {
  const { resources: _, models, canary, ...options } = given
  return {
    ...options,
    ...(canary && { autoDeploy: false }),
    ...toUsage(world),
    ...(models && { models: Object.fromEntries(models.map((one: any) => [one.name, one.schema])) }),
  }
}

/** The keys of a case, and the usage plans that contain them and the API. */
function toUsage({ given: { apiKeys, usagePlans, api } }: CaseWorld): Record<string, unknown> {
  const { id } = api as Record<string, Json>
  const throttleOf = (given: any): unknown =>
    given && { rate: given.rateLimit, burst: given.burstLimit }
  const keys = (apiKeys ?? []) as readonly any[]
  const plans = ((usagePlans ?? []) as readonly any[]).map(
    ({ name, apiStages, keys: names, throttle, quota, ...others }) => {
      refuseUnknown('usage plan', others)
      return {
        name,
        apiKeys: names,
        stages: apiStages.filter((one: any) => one.api === id).map((one: any) => one.stage),
        ...(throttle && { throttle: throttleOf(throttle) }),
        ...(quota && { quota }),
      }
    },
  )
  return {
    apiKeys: keys.map(({ name, value, enabled }) => ({ name, value, enabled })),
    usagePlans: plans,
  }
}

function toHeaderValue(world: CaseWorld, value: Json): string {
  if (!isObject(value)) return String(value)
  if ('$jwt' in value) return `Bearer ${toToken(world, value['$jwt'] as JsonObject)}`
  if ('$jwtBare' in value) return toToken(world, value['$jwtBare'] as JsonObject)
  throw new Error(`a header value ${JSON.stringify(value)} is not known to the runner`)
}

function toToken(world: CaseWorld, claims: JsonObject): string {
  const seconds = Math.floor(world.region.clock.now() / 1000)
  const body = Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      isObject(value) && '$now' in value ? seconds + Number(value['$now']) : value,
    ]),
  )
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${part(body)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), issuerKeys.privateKey).toString('base64url')}`
}

const toBodyText = (body: Json): string => {
  if (typeof body === 'string') return body
  if (isObject(body) && Array.isArray(body['$repeat'])) {
    const [text, times] = body['$repeat'] as unknown as [string, number]
    return text.repeat(times)
  }
  throw new Error(`a body ${JSON.stringify(body)} is not known to the runner`)
}

async function sendHttp(world: CaseWorld, when: JsonObject): Promise<Outcome> {
  const {
    kind: _,
    method,
    path,
    rawQuery,
    headers,
    body,
    bodyBase64,
    ...rest
  } = when as Record<string, any>
  refuseUnknown('when', rest)
  const gateway = world.kept.get(GATEWAY) as Gateway
  const bytes =
    bodyBase64 !== undefined
      ? Buffer.from(bodyBase64, 'base64')
      : body !== undefined
        ? Buffer.from(toBodyText(body), 'utf8')
        : undefined
  const response = await gateway.fetch(rawQuery ? `${path}?${rawQuery}` : path, {
    method,
    headers: ((headers ?? []) as readonly [string, Json][]).map(
      ([name, value]): [string, string] => [name, toHeaderValue(world, value)],
    ),
    ...(bytes && { body: bytes }),
  })
  return { response: await toSeen(response, gateway.lastRequest!.rawResponseHeaders ?? []) }
}

/** Converts a response for the checks. Function URLs use it too. */
export interface SeenResponse {
  readonly status: number
  readonly rawHeaders: readonly (readonly [string, string])[]
  readonly bytes: Buffer
}

export const toSeen = async (
  response: Response,
  rawHeaders: readonly (readonly [string, string])[] = [...response.headers],
): Promise<SeenResponse> => ({
  status: response.status,
  rawHeaders,
  bytes: Buffer.from(await response.arrayBuffer()),
})

const valuesOf = ({ rawHeaders }: SeenResponse, name: string): string[] =>
  rawHeaders
    .filter(([given]) => given.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value)

const CHECKS: Readonly<Record<string, (check: Check, seen: SeenResponse, expected: Json) => void>> =
  {
    status: (check, { status }, expected) => check.match('response.status', status, expected),
    body: (check, { bytes }, expected) =>
      check.match('response.body', bytes.toString('utf8'), expected),
    bodyContains: (check, { bytes }, expected) => {
      for (const text of expected as string[])
        check.match('response.body', bytes.toString('utf8'), { $contains: text })
    },
    bodyBase64: (check, { bytes }, expected) =>
      check.match('response.bodyBase64', bytes.toString('base64'), expected),
    json: (check, { bytes }, expected) =>
      check.match('response.json', bytes.toString('utf8'), { $json: expected }),
    setCookies: (check, seen, expected) =>
      check.match('response.setCookies', valuesOf(seen, 'set-cookie'), expected),
    rawHeaderNames: (check, { rawHeaders }, expected) => {
      const names = rawHeaders.map(([name]) => name)
      if (!Array.isArray(expected)) return check.match('response.rawHeaderNames', names, expected)
      // A list names headers that must be present in this exact spelling.
      for (const name of expected)
        if (!names.includes(String(name)))
          check.fail(`response.rawHeaderNames: no ${String(name)} in ${names.join(', ')}`)
    },
    headers: (check, seen, expected) => {
      for (const [name, matcher] of Object.entries(expected as JsonObject)) {
        const values = valuesOf(seen, name)
        const value =
          isObject(matcher) && '$joined' in matcher
            ? values
            : values.length === 0
              ? undefined
              : Array.isArray(matcher)
                ? values
                : values.join(', ')
        check.match(`response.headers.${name}`, value, matcher)
      }
    },
  }

export const gatewayWorld: Part = {
  given: { api: createApi, apiKeys: () => {}, usagePlans: () => {} },
  when: { http: sendHttp },
  then: {
    response(check, expected) {
      const seen = check.outcome['response'] as SeenResponse | undefined
      if (!seen) return check.fail('there was no response')
      for (const [name, matcher] of Object.entries(expected as JsonObject)) {
        const one = CHECKS[name]
        if (one) one(check, seen, matcher)
        else check.fail(`then.response.${name} is not known to the runner`)
      }
    },
  },
}
