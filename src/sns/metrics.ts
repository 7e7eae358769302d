/**
 * The metrics of topics.
 * AWS: https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
import type { DeliveryRecord } from '../core/delivery/delivery.ts'
import type { MetricDatum } from '../core/metrics/datum.ts'
import { metricsAt } from '../core/metrics/of-calls.ts'
import type { ServiceMetrics } from '../core/world/world.ts'
import type { Publication } from './messages/publication.ts'

const NAMESPACE = 'AWS/SNS'

export const metrics: ServiceMetrics = {
  of(record) {
    if (record.kind === 'publication') return ofPublication(record as Publication)
    return record.kind === 'delivery' && Reflect.get(record, 'service') === 'sns'
      ? ofDelivery(record as DeliveryRecord)
      : []
  },
}

function ofPublication({ resource, at, outgoing }: Publication): MetricDatum[] {
  const write = metricsAt(NAMESPACE, at, [{ TopicName: resource }])
  const bytes = Buffer.byteLength(outgoing.message)
  return [...write('NumberOfMessagesPublished', 1), ...write('PublishSize', bytes, 'Bytes')]
}

function ofDelivery(record: DeliveryRecord): readonly MetricDatum[] | undefined {
  const { causedBy, at } = record
  if (causedBy?.kind !== 'publication') return []
  const write = metricsAt(NAMESPACE, at, [{ TopicName: (causedBy as Publication).resource }])
  switch (record.status) {
    case 'delivered':
      return write('NumberOfNotificationsDelivered', 1)
    case 'failed':
      return write('NumberOfNotificationsFailed', 1)
    case 'filtered':
      return write('NumberOfNotificationsFilteredOut', 1)
    default:
      return undefined
  }
}
