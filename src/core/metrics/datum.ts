/** Data of CloudWatch metrics, as services write them. */

/** The dimensions of a metric: names and values. */
export type Dimensions = Readonly<Record<string, string>>

/** A set of values, of which only the statistics are known. */
export interface StatisticSet {
  readonly count: number
  readonly sum: number
  readonly minimum: number
  readonly maximum: number
}

/** One datum of a metric. */
export interface MetricDatum {
  /** `AWS/Lambda` */
  readonly namespace: string
  /** `Errors` */
  readonly name: string
  readonly dimensions: Dimensions
  /** `Count`, `Milliseconds`, ..., `None` */
  readonly unit: string
  /** Milliseconds since 1970, by the region's clock. */
  readonly timestamp: number
  /** The values, each as often as `counts` says; by default once. */
  readonly values?: readonly number[]
  readonly counts?: readonly number[]
  /** In place of values. */
  readonly statistics?: StatisticSet
  /** Whether it is kept by the second. Default: by the minute. */
  readonly isHighResolution?: boolean
}

/** CloudWatch, as services that write metrics see it. */
export interface MetricSink {
  put(data: readonly MetricDatum[]): void
}
