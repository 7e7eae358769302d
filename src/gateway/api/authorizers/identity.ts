/** Identity sources: the parts of a request that identify the caller to an authorizer. */
import { MisuseError } from '../../../core/errors.ts'
import { getOwn, lastHeader, toJoinedHeaders } from '../../messages/header-list.ts'
import { toJoinedQuery, toQueryMaps } from '../../messages/query.ts'
import type { GatewayRequest } from '../../messages/request.ts'
import type { GatewayType } from '../routing/route-key.ts'

const FROM = ['header', 'querystring', 'context', 'stageVariables'] as const

export interface IdentitySource {
  readonly from: (typeof FROM)[number]
  readonly name: string
  /** HTTP APIs: several values of a header or parameter are one value, joined with commas. */
  readonly combined: boolean
}

/** The kinds of API that have authorizers. */
export type AuthorizedType = GatewayType | 'websocket'

const FORMS: Readonly<Record<AuthorizedType, RegExp>> = {
  // Groups: a source inside the request, or one outside it, then the name.
  // method.request.header.Authorization, method.request.querystring.q, stageVariables.v,
  // context.httpMethod
  rest: /^(?:method\.request\.(header|querystring)|(context|stageVariables))\.(.+)$/,
  // $request.header.Authorization, $request.querystring.q, $stageVariables.v, $context.routeKey
  http: /^(?:\$request\.(header|querystring)|\$(context|stageVariables))\.(.+)$/,
  // route.request.header.Authorization, route.request.querystring.q, stageVariables.v,
  // context.connectionId
  websocket: /^(?:route\.request\.(header|querystring)|(context|stageVariables))\.(.+)$/,
}

const EXAMPLES: Readonly<Record<AuthorizedType, string>> = {
  rest: `'method.request.header.Authorization' or 'method.request.querystring.token'`,
  http: `'$request.header.Authorization' or '$request.querystring.token'`,
  websocket: `'route.request.header.Authorization' or 'route.request.querystring.token'`,
}

export function parseIdentitySources(
  text: string | readonly string[],
  type: AuthorizedType,
  caller: string,
): IdentitySource[] {
  const parts = typeof text === 'string' ? text.split(',') : text
  return parts.map((part) => {
    const [, inRequest, outside, name] = FORMS[type].exec(part.trim()) ?? []
    const from = FROM.find((known) => known === (inRequest ?? outside))
    if (from !== undefined && name !== undefined) return { from, name, combined: type === 'http' }
    throw new MisuseError(`${caller} received the identity source '${part}'.`, EXAMPLES[type])
  })
}

/** The values of all sources. Undefined when one is missing or empty. */
export function readIdentity(
  sources: readonly IdentitySource[],
  request: Pick<GatewayRequest, 'headers' | 'query'>,
  context: Readonly<Record<string, unknown>>,
  stageVariables: Readonly<Record<string, string>> | undefined,
): string[] | undefined {
  const values: string[] = []
  for (const source of sources) {
    const value = readSource(source, request, context, stageVariables)
    if (value === undefined || value === '') return undefined
    values.push(value)
  }
  return values
}

function readSource(
  { from, name, combined }: IdentitySource,
  request: Pick<GatewayRequest, 'headers' | 'query'>,
  context: Readonly<Record<string, unknown>>,
  stageVariables: Readonly<Record<string, string>> | undefined,
): string | undefined {
  switch (from) {
    // AWS: http-api-lambda-authorizer.html, http-api-develop-integrations-aws-services.html (HTTP
    // APIs combine values). Unverified: REST APIs take the last one
    case 'header':
      return combined
        ? getOwn(toJoinedHeaders(request.headers), name.toLowerCase())
        : lastHeader(request.headers, name.toLowerCase())
    case 'querystring': {
      const parameters = combined
        ? toJoinedQuery(request.query)
        : toQueryMaps(request.query)?.single
      return getOwn(parameters ?? {}, name)
    }
    case 'stageVariables':
      return stageVariables && getOwn(stageVariables, name)
    case 'context':
      return readContext(context, name)
  }
}

// 'http.method' names the member method of the member http
function readContext(context: Readonly<Record<string, unknown>>, path: string): string | undefined {
  let value: unknown = context
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = Reflect.get(value, part)
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
