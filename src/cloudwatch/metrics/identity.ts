/** A metric is a namespace, a name, and an exact set of dimensions. */
import type { Dimensions } from '../../core/metrics/datum.ts'

export interface MetricIdentity {
  readonly namespace: string
  readonly name: string
  readonly dimensions: Dimensions
}

/** A dimension, under AWS's names. */
export interface Dimension {
  readonly Name: string
  readonly Value: string
}

/** Returns the key of a metric. The order of its dimensions does not matter. */
export function metricKey({ namespace, name, dimensions }: MetricIdentity): string {
  const names = Object.keys(dimensions)
  if (names.length > 1) names.sort()
  return JSON.stringify([namespace, name, ...names.flatMap((each) => [each, dimensions[each]])])
}

/** Keeps the last value of a name that comes twice. */
export const toDimensions = (list: readonly Dimension[] = []): Dimensions =>
  Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]))

export const toDimensionList = (dimensions: Dimensions): Dimension[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))
