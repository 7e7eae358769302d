/**
 * The metrics of gateways and function URLs.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
import type { JournalRecord } from '../core/journal.ts'
import type { Dimensions, MetricDatum } from '../core/metrics/datum.ts'
import { metricsAt } from '../core/metrics/of-calls.ts'
import type { ServiceMetrics } from '../core/world/world.ts'
import { isTestStage } from './api/address.ts'
import { RequestRecord } from './exchange/record.ts'
import type { WebSocketRecord } from './websocket/record.ts'

export const metrics: ServiceMetrics = {
  of(record: JournalRecord) {
    if (isSocketRecord(record)) return ofWebSocketApi(record)
    if (!(record instanceof RequestRecord)) return []
    if (record.status === undefined) return undefined
    // Unverified: calls of TestInvokeMethod count nowhere
    if (isTestStage(record.gateway.stage)) return []
    if (/^https:\/\/\w+\.lambda-url\./.test(record.gateway.url)) return ofFunctionUrl(record)
    return record.gateway.type === 'rest' ? ofRestApi(record) : ofHttpApi(record)
  },
}

const isIn = (status: number | undefined, hundred: number): number =>
  Math.floor((status ?? 0) / 100) === hundred ? 1 : 0

function ofRestApi(record: RequestRecord): MetricDatum[] {
  const { name: ApiName, stage: Stage } = record.gateway
  const write = metricsAt('AWS/ApiGateway', record.at, [
    { ApiName },
    { ApiName, Stage },
    ...ofMethod(record).map((method) => ({ ApiName, Stage, ...method })),
  ])
  return [
    ...write('Count', 1),
    ...write('4XXError', isIn(record.status, 4)),
    ...write('5XXError', isIn(record.status, 5)),
    ...write('Latency', record.duration, 'Milliseconds'),
    ...integration(record, write),
    ...cache(record, write),
  ]
}

function ofHttpApi(record: RequestRecord): MetricDatum[] {
  const { id: ApiId, stage: Stage } = record.gateway
  const write = metricsAt('AWS/ApiGateway', record.at, [
    { ApiId },
    { ApiId, Stage },
    ...ofMethod(record).map((method) => ({ ApiId, Stage, ...method })),
  ])
  const bytes = record.rawResponseBody?.length ?? 0
  return [
    ...write('Count', 1),
    ...write('4xx', isIn(record.status, 4)),
    ...write('5xx', isIn(record.status, 5)),
    ...write('Latency', record.duration, 'Milliseconds'),
    ...write('DataProcessed', bytes, 'Bytes'),
    ...integration(record, write),
  ]
}

/** The dimensions of a route with detailed metrics. */
// AWS: the pages above (Method, Resource). Unverified: those of the route $default
function ofMethod({ hasDetailedMetrics, route = '' }: RequestRecord): readonly Dimensions[] {
  if (!hasDetailedMetrics) return []
  const [Method = '', Resource = Method] = route.split(' ')
  return [{ Method, Resource }]
}

// By its members: most tests have no WebSocket API, whose record they need not load.
const isSocketRecord = (record: JournalRecord): record is WebSocketRecord =>
  record.kind === 'request' && 'connectionId' in record

/**
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html
 * (dimensions of routes: an earlier version of the page). Messages that PostToConnection sends are not
 * counted.
 */
function ofWebSocketApi(record: WebSocketRecord): MetricDatum[] | undefined {
  const { status, type, route: Route, invocation, integration: sent, hasDetailedMetrics } = record
  if (status === undefined) return undefined
  const { id: ApiId, stage: Stage } = record.gateway
  const write = metricsAt('AWS/ApiGateway', record.at, [
    { ApiId },
    { ApiId, Stage },
    ...(hasDetailedMetrics && Route !== undefined ? [{ ApiId, Stage, Route }] : []),
  ])
  const wasAsked = record.integrationLatency !== undefined
  const hasAnswer = invocation !== undefined || sent?.status !== undefined
  return [
    ...(type === 'connect' ? write('ConnectCount', 1) : []),
    ...(type === 'message' ? write('MessageCount', 1) : []),
    ...write('ClientError', wasAsked ? 0 : isIn(status, 4)),
    ...write('IntegrationError', wasAsked && hasAnswer && status >= 400 ? 1 : 0),
    ...write('ExecutionError', wasAsked && !hasAnswer && status >= 500 ? 1 : 0),
    ...integration(record, write),
  ]
}

const integration = (
  { integrationLatency }: Pick<RequestRecord, 'integrationLatency'>,
  write: ReturnType<typeof metricsAt>,
): MetricDatum[] =>
  integrationLatency === undefined
    ? []
    : write('IntegrationLatency', integrationLatency, 'Milliseconds')

/** Only of stages with a cache, and methods that it serves. */
const cache = ({ cacheHit }: RequestRecord, write: ReturnType<typeof metricsAt>): MetricDatum[] =>
  cacheHit === undefined ? [] : write(cacheHit ? 'CacheHitCount' : 'CacheMissCount', 1)

/** AWS: https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html */
function ofFunctionUrl(record: RequestRecord): MetricDatum[] {
  const write = metricsAt('AWS/Lambda', record.at, [{ FunctionName: record.gateway.name }])
  return [
    ...write('UrlRequestCount', 1),
    ...write('Url4xxCount', isIn(record.status, 4)),
    ...write('Url5xxCount', isIn(record.status, 5)),
    ...write('UrlRequestLatency', record.duration, 'Milliseconds'),
  ]
}
