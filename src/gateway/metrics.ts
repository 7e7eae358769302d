/**
 * The metrics of gateways and function URLs.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
import type { JournalRecord } from '../core/journal.ts'
import type { MetricDatum } from '../core/metrics/datum.ts'
import { metricsAt } from '../core/metrics/of-calls.ts'
import type { ServiceMetrics } from '../core/world/world.ts'
import { isTestStage } from './api/address.ts'
import { RequestRecord } from './exchange/record.ts'

export const metrics: ServiceMetrics = {
  of(record: JournalRecord) {
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
  const write = metricsAt('AWS/ApiGateway', record.at, [{ ApiName }, { ApiName, Stage }])
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
  const write = metricsAt('AWS/ApiGateway', record.at, [{ ApiId }, { ApiId, Stage }])
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

const integration = (
  { integrationLatency }: RequestRecord,
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
