/** Writes the metrics of services from the records of calls. */
import type { CallRecord, JournalRecord } from '../journal.ts'
import type { Dimensions, MetricDatum } from './datum.ts'

/** Returns a function that writes one value of a metric for each set of dimensions. */
export const metricsAt =
  (namespace: string, timestamp: number, sets: readonly Dimensions[]) =>
  (name: string, value: number, unit = 'Count'): MetricDatum[] =>
    sets.map((dimensions) => ({ namespace, name, dimensions, unit, timestamp, values: [value] }))

/**
 * Returns a service's metrics of a record, if it is a call of the service. Undefined while the call
 * runs.
 */
export function metricsOfCall(
  record: JournalRecord,
  service: string,
  write: (call: CallRecord) => readonly MetricDatum[],
): readonly MetricDatum[] | undefined {
  if (record.kind !== 'call' || Reflect.get(record, 'service') !== service) return []
  const call = record as CallRecord
  return call.status === undefined ? undefined : write(call)
}

/** Whether a finished call succeeded. */
export const hasSucceeded = ({ error }: CallRecord): boolean => error === undefined

/** The length of a list in an input or output, which may have any form. */
export const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0)
