/**
 * `$context` of a request: what gateway responses and access logs may name. The access log adds what
 * is known only after the response.
 */
import { toRequestTime } from '../../core/time/request-time.ts'
import type { HttpApi, RestApi } from '../api/definition.ts'
import { httpPath } from '../events/http-event.ts'
import { restContext } from '../events/rest-event.ts'
import { domainPrefix, isRest, type AnyExchange, type Exchange } from '../exchange/exchange.ts'
import type { GatewayError } from '../exchange/record.ts'
import { lastHeader } from '../messages/header-list.ts'

export type Variables = Readonly<Record<string, unknown>>

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
export function contextOf(exchange: AnyExchange): Variables {
  const { record } = exchange
  const context = isRest(exchange) ? restVariables(exchange) : httpVariables(exchange)
  return { ...context, error: errorVariables(record.error) }
}

function restVariables(exchange: Exchange<RestApi>): Variables {
  const { chosen, granted, apiKey } = exchange.progress
  return restContext(exchange, chosen, {
    authorizer: granted?.variables ?? granted?.context,
    identity: granted?.identity,
    apiKey,
  })
}

/** HTTP APIs: `$context` has the names of REST APIs, unlike `requestContext` of the events. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
function httpVariables(exchange: Exchange<HttpApi>): Variables {
  const { world, api, host, request, record, progress, client } = exchange
  return {
    accountId: world.options.accountId,
    apiId: api.id,
    authorizer: authorizerVariables(progress.granted?.context),
    domainName: host,
    domainPrefix: domainPrefix(host),
    extendedRequestId: exchange.extendedId,
    httpMethod: request.method,
    identity: {
      accountId: progress.granted?.identity?.accountId,
      caller: progress.granted?.identity?.userId,
      sourceIp: client.sourceIp,
      user: progress.granted?.identity?.userId,
      userAgent: lastHeader(request.headers, 'user-agent'),
      userArn: progress.granted?.identity?.arn,
    },
    path: httpPath(api, request.path),
    protocol: 'HTTP/1.1',
    requestId: exchange.requestId,
    requestTime: toRequestTime(record.at),
    requestTimeEpoch: record.at,
    routeKey: progress.chosen?.route.key,
    stage: api.stage,
  }
}

/**
 * `authorizer.claims` of a JWT, or the context of a Lambda authorizer without a name around it, which
 * is the form of payload 1.0.
 */
function authorizerVariables(authorizer: unknown): Variables {
  if (typeof authorizer !== 'object' || authorizer === null) return {}
  const { jwt, lambda, ...flat } = authorizer as {
    readonly jwt?: Variables
    readonly lambda?: Variables | null
  }
  return { ...flat, ...lambda, ...(jwt && { claims: jwt['claims'] }) }
}

const errorVariables = (error: GatewayError | undefined): Variables =>
  error
    ? {
        message: error.message,
        messageString: JSON.stringify(error.message),
        responseType: error.type,
        validationErrorString: error.validationErrorString,
      }
    : {}

/** The value of `identity.sourceIp`. Undefined for an unknown name, and for a map. */
// AWS: the same page (calling $context.authorizer.claims returns null)
export function readVariable(variables: Variables, path: string): string | undefined {
  let value: unknown = variables
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = Reflect.get(value, name)
  }
  if (value === undefined || value === null || typeof value === 'object') return undefined
  return String(value)
}
