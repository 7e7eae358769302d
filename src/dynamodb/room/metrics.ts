/**
 * The metrics of tables. Consumed capacity is not among them: no record has it.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
import type { CallRecord } from '../../core/journal.ts'
import type { MetricDatum } from '../../core/metrics/datum.ts'
import { hasSucceeded, metricsAt, metricsOfCall } from '../../core/metrics/of-calls.ts'
import type { ServiceMetrics } from '../../core/world/world.ts'
import { SERVICE_ID } from '../own-service.ts'
import { usesOf } from '../requests/tables-in-request.ts'

const NAMESPACE = 'AWS/DynamoDB'

export const metrics: ServiceMetrics = {
  of: (record) => metricsOfCall(record, SERVICE_ID, ofCall),
}

function ofCall(call: CallRecord): MetricDatum[] {
  const tables = [...new Set(usesOf(call).tables)]
  return hasSucceeded(call) ? ofSuccess(call, tables) : ofFailure(call, tables)
}

function ofSuccess(
  { at, operation, duration, output }: CallRecord,
  tables: readonly string[],
): MetricDatum[] {
  const sets = tables.map((TableName) => ({ TableName, Operation: operation }))
  const write = metricsAt(NAMESPACE, at, sets)
  const returned: unknown = Reflect.get(Object(output), 'Count')
  return [
    ...write('SuccessfulRequestLatency', duration, 'Milliseconds'),
    ...(typeof returned === 'number' ? write('ReturnedItemCount', returned) : []),
  ]
}

const THROTTLES = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
])
const READS = /^(Get|BatchGet|Query|Scan|TransactGet)/

function ofFailure(call: CallRecord, tables: readonly string[]): MetricDatum[] {
  const { at, operation, error, status = 400 } = call
  const ofTables = metricsAt(
    NAMESPACE,
    at,
    tables.map((TableName) => ({ TableName })),
  )
  const ofOperation = metricsAt(
    NAMESPACE,
    at,
    tables.map((TableName) => ({ TableName, Operation: operation })),
  )
  const name = error?.name ?? ''
  if (THROTTLES.has(name)) {
    const events = READS.test(operation) ? 'ReadThrottleEvents' : 'WriteThrottleEvents'
    return [...ofOperation('ThrottledRequests', 1), ...ofTables(events, 1)]
  }
  if (status >= 500) return ofOperation('SystemErrors', 1)
  if (name === 'ConditionalCheckFailedException') {
    return ofTables('ConditionalCheckFailedRequests', 1)
  }
  if (name === 'TransactionCanceledException') return ofReasons(call)
  if (name === 'TransactionConflictException') return ofTables('TransactionConflict', 1)
  // AWS: of the account, without a table.
  return metricsAt(NAMESPACE, at, [{}])('UserErrors', 1)
}

const METRICS_OF_REASONS: Readonly<Record<string, string>> = {
  ConditionalCheckFailed: 'ConditionalCheckFailedRequests',
  TransactionConflict: 'TransactionConflict',
}

/** The reasons of a cancelled transaction are in the order of its actions. */
function ofReasons({ at, input, error }: CallRecord): MetricDatum[] {
  const reasons: unknown = Reflect.get(Object(error), 'CancellationReasons')
  const actions: unknown = Reflect.get(Object(input), 'TransactItems')
  if (!Array.isArray(reasons) || !Array.isArray(actions)) return []
  return reasons.flatMap((reason: unknown, index) => {
    const metric = METRICS_OF_REASONS[String(Reflect.get(Object(reason), 'Code'))]
    const [action] = Object.values(Object(actions[index]) as Record<string, unknown>)
    const table: unknown = Reflect.get(Object(action), 'TableName')
    if (metric === undefined || typeof table !== 'string') return []
    return metricsAt(NAMESPACE, at, [{ TableName: table }])(metric, 1)
  })
}
