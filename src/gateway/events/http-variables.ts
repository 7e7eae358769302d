/** The `$context` variables of HTTP APIs. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
import { toRequestTime } from '../../core/time/request-time.ts'
import type { HttpApi } from '../api/definition.ts'
import { domainPrefix, SOURCE_IP, type Exchange, type Granted } from '../exchange/exchange.ts'
import { lastHeader } from '../messages/header-list.ts'
import { httpPath } from './http-event.ts'

export function httpVariables(
  exchange: Exchange<HttpApi>,
  routeKey: string,
  { context, identity }: Granted = { context: undefined },
): Record<string, unknown> {
  const { world, api, host, request, record, requestId } = exchange
  return {
    accountId: world.options.accountId,
    apiId: api.id,
    authorizer: authorizerVariables(context),
    domainName: host,
    domainPrefix: domainPrefix(host),
    extendedRequestId: requestId,
    httpMethod: request.method,
    identity: {
      accountId: identity?.accountId,
      caller: identity?.userId,
      sourceIp: SOURCE_IP,
      user: identity?.userId,
      userAgent: lastHeader(request.headers, 'user-agent'),
      userArn: identity?.arn,
    },
    path: httpPath(api, request.path),
    protocol: 'HTTP/1.1',
    requestId,
    requestTime: toRequestTime(record.at),
    requestTimeEpoch: record.at,
    routeKey,
    stage: api.stage,
  }
}

/** `$context.authorizer.key` of a Lambda authorizer, `$context.authorizer.claims.sub` of a token. */
function authorizerVariables(context: unknown): unknown {
  if (typeof context !== 'object' || context === null) return undefined
  const { jwt, lambda } = context as { readonly jwt?: unknown; readonly lambda?: unknown }
  return jwt ?? lambda ?? context
}
