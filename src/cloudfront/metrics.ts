/**
 * The metrics of distributions and of CloudFront functions. All are in us-east-1.
 *
 * AWS: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
import type { MetricDatum } from '../core/metrics/datum.ts'
import { metricsAt } from '../core/metrics/of-calls.ts'
import type { ServiceMetrics } from '../core/world/world.ts'
import { DistributionRequest, type EdgeFunctionRun } from './serve/record.ts'

const NAMESPACE = 'AWS/CloudFront'

export const metrics: ServiceMetrics = {
  of(record, { options }) {
    if (options.region !== 'us-east-1') return []
    if (record instanceof DistributionRequest) return ofRequest(record)
    return record.kind === 'edge-function' ? ofFunction(record as EdgeFunctionRun) : []
  },
}

/** Rates are per cent, of which CloudWatch takes the average. */
function ofRequest(request: DistributionRequest): MetricDatum[] | undefined {
  const { answer, at, distributionId: DistributionId, method, status } = request
  if (!answer || status === undefined) return undefined
  const write = metricsAt(NAMESPACE, at, [{ DistributionId, Region: 'Global' }])
  const rate = (from: number, to: number): number => (status >= from && status < to ? 100 : 0)
  const isUpload = method === 'POST' || method === 'PUT'
  return [
    ...write('Requests', 1, 'None'),
    ...write('BytesDownloaded', isUpload ? 0 : answer.body.length, 'None'),
    ...write('BytesUploaded', isUpload ? request.bytesReceived : 0, 'None'),
    ...write('4xxErrorRate', rate(400, 500), 'Percent'),
    ...write('5xxErrorRate', rate(500, 600), 'Percent'),
    ...write('TotalErrorRate', rate(400, 600), 'Percent'),
  ]
}

/** Lambda@Edge writes the metrics of Lambda. */
function ofFunction({
  at,
  causedBy,
  error,
  name,
  type,
}: EdgeFunctionRun): MetricDatum[] | undefined {
  if (type === 'lambda') return []
  if (causedBy instanceof DistributionRequest && causedBy.status === undefined) return undefined
  const write = metricsAt(NAMESPACE, at, [{ FunctionName: name, Region: 'Global' }])
  const isInvalid = error?.name === 'InvalidResult'
  return [
    ...write('FunctionInvocations', 1, 'None'),
    ...write('FunctionExecutionErrors', error && !isInvalid ? 1 : 0, 'None'),
    ...write('FunctionValidationErrors', isInvalid ? 1 : 0, 'None'),
  ]
}
