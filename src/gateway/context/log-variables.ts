/**
 * What access logs know of a request beside `$context`: the phases that it went through, and its
 * response.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html,
 * http-api-logging-variables.html
 */
import { isRest, type AnyExchange } from '../exchange/exchange.ts'
import type { AuthorizerOutcome, RequestRecord } from '../exchange/record.ts'
import type { GatewayRequest } from '../messages/request.ts'
import { contextOf, type Variables } from './context-variables.ts'

export function logVariables(exchange: AnyExchange): Variables {
  const { api, record, request } = exchange
  const context = contextOf(exchange)
  const integration = integrationVariables(record)
  const length = record.rawResponseBody?.byteLength ?? 0
  return {
    ...context,
    ...authorizationVariables(exchange, context['authorizer']),
    integration,
    awsEndpointRequestId: integration['requestId'],
    customDomain: { basePathMatched: basePathOf(request) },
    deploymentId: api.deploymentId,
    integrationErrorMessage: integration['error'],
    integrationLatency: record.integrationLatency,
    integrationStatus: integration['integrationStatus'],
    isCanaryRequest: api.isCanary,
    responseLatency: record.duration,
    responseLength: length,
    status: record.status,
    ...(isRest(exchange)
      ? { endpointType: exchange.api.endpointType }
      : { dataProcessed: length + (request.body?.byteLength ?? 0) }),
  }
}

/** The verdicts of the authorizer, and of signatures and policies. */
// Unverified: which phases a request without them has (none)
function authorizationVariables(
  { api, record, progress }: AnyExchange,
  context: unknown,
): Variables {
  const { authorizer, error } = record
  const denied = error?.type === 'ACCESS_DENIED'
  const policy = api.type === 'rest' ? api.policy : undefined
  const isIam = authorizer?.kind === 'iam'
  return {
    authenticate: isIam
      ? phase(authorizer.allowed ? 200 : record.status, 0, !authorizer.allowed, record)
      : undefined,
    authorize:
      (policy && progress.chosen) || (isIam && authorizer.allowed)
        ? phase(denied ? 403 : 200, 0, denied, record)
        : undefined,
    authorizer:
      authorizer && !isIam ? authorizerVariables(authorizer, record, progress, context) : undefined,
  }
}

const phase = (
  status: number | undefined,
  latency: number | undefined,
  hasFailed: boolean,
  { error }: RequestRecord,
): Variables => ({ status, latency, error: hasFailed ? error?.message : undefined })

// Unverified: the status of an authorizer that refuses is that of the response
function authorizerVariables(
  { allowed, cached, invocation }: AuthorizerOutcome,
  record: RequestRecord,
  { authorizerLatency }: AnyExchange['progress'],
  context: unknown,
): Variables {
  return {
    ...phase(allowed ? 200 : record.status, authorizerLatency, !allowed, record),
    ...(invocation && {
      requestId: requestIdOf(invocation),
      integrationStatus: 200,
      integrationLatency: authorizerLatency,
    }),
    ...(cached && { integrationLatency: 0 }),
    ...(context as Variables | undefined),
  }
}

const requestIdOf = (invocation: object): unknown => Reflect.get(invocation, 'requestId')

// AWS: the pages above: integrationStatus is Lambda's, status is the function's
function integrationVariables({
  invocation,
  integration,
  integrationLatency: latency,
  error,
  reason,
  status,
}: RequestRecord): Variables {
  if (latency === undefined) return {}
  const failure = error && (errorOf(invocation) ?? reason)
  if (integration) {
    const requestId = integration.response?.headers.get('x-amzn-requestid')
    return {
      status: integration.status,
      integrationStatus: integration.status,
      latency,
      requestId,
      error: failure,
    }
  }
  if (!invocation) return { latency, error: failure }
  const own = error ? undefined : status
  return {
    status: own,
    integrationStatus: 200,
    latency,
    requestId: requestIdOf(invocation),
    error: failure,
  }
}

const errorOf = (invocation: RequestRecord['invocation']): string | undefined =>
  invocation?.unobservedError?.errorMessage

/** `v1/orders` of a custom domain name's mapping. */
function basePathOf({ domain, path }: GatewayRequest): string | undefined {
  if (!domain?.path.endsWith(path)) return undefined
  const base = domain.path.slice(1, domain.path.length - path.length)
  return base === '' ? undefined : base
}
