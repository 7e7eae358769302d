/**
 * Metrics in log lines: CloudWatch's embedded metric format.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import { isObject } from '../json.ts'
import type { Dimensions, MetricDatum } from './datum.ts'

type Fields = Readonly<Record<string, unknown>>

// AWS: the specification: at most 100 metrics and 100 values of a metric; 30 dimensions in a set.
const MOST_METRICS = 100
const MOST_VALUES = 100
const MOST_DIMENSIONS = 30

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Returns the data in a line that is a JSON object. Parts against the specification have none. */
export function embeddedMetrics(fields: Fields, now: number): MetricDatum[] {
  const { _aws: metadata } = fields
  if (!isObject(metadata)) return []
  const timestamp = typeof metadata['Timestamp'] === 'number' ? metadata['Timestamp'] : now
  return listOf(metadata['CloudWatchMetrics'])
    .filter(isObject)
    .flatMap((directive) => dataOf(directive, fields, timestamp))
}

/** Parses a log message, if it can have metrics. */
export function embeddedMetricsIn(message: string, now: number): MetricDatum[] {
  if (!message.includes('"_aws"') || !message.trimStart().startsWith('{')) return []
  try {
    const fields: unknown = JSON.parse(message)
    return isObject(fields) ? embeddedMetrics(fields, now) : []
  } catch {
    // Any text is a message.
    return []
  }
}

function dataOf(
  { Namespace: namespace, Dimensions: sets, Metrics: metrics }: Fields,
  fields: Fields,
  timestamp: number,
): MetricDatum[] {
  if (typeof namespace !== 'string' || namespace === '') return []
  const dimensions = dimensionSetsOf(sets, fields)
  return listOf(metrics)
    .slice(0, MOST_METRICS)
    .filter(isObject)
    .flatMap((metric) => {
      const { Name: name, Unit: unit, StorageResolution: resolution } = metric
      const values = typeof name === 'string' ? valuesOf(fields[name]) : []
      if (typeof name !== 'string' || values.length === 0) return []
      return dimensions.map((set) => ({
        namespace,
        name,
        dimensions: set,
        unit: typeof unit === 'string' ? unit : 'None',
        timestamp,
        values,
        ...(resolution === 1 && { isHighResolution: true }),
      }))
    })
}

function valuesOf(value: unknown): number[] {
  const values = Array.isArray(value) ? value.slice(0, MOST_VALUES) : [value]
  return values.every((one) => typeof one === 'number' && Number.isFinite(one)) ? values : []
}

/** A set that names a member without text counts for nothing. Without sets there is an empty one. */
function dimensionSetsOf(sets: unknown, fields: Fields): Dimensions[] {
  const lists = listOf(sets)
  if (lists.length === 0) return [{}]
  return lists.flatMap((set) => {
    const names = listOf(set)
    if (names.length > MOST_DIMENSIONS) return []
    const pairs = names.map((name) => [String(name), fields[String(name)]] as const)
    const isWhole = pairs.every((pair): pair is [string, string] => typeof pair[1] === 'string')
    return isWhole ? [Object.fromEntries(pairs) as Dimensions] : []
  })
}
