/** The metrics of a namespace, as a test reads them: `region.metrics('AWS/Lambda')`. */
import { checkNames, nameOf, shownValue } from '../../core/checks.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import type { Dimensions } from '../../core/metrics/datum.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import { dataOf, type MetricData } from '../data.ts'
import { MINUTE_MS } from '../limits.ts'
import { metricKey, toDimensionList, type MetricIdentity } from '../metrics/identity.ts'
import { cloudwatch } from '../service.ts'
import { periodsOf } from '../statistics/datapoints.ts'
import { parseStatistic } from '../statistics/statistic.ts'
import { handleKey, type HandleIdentity } from '../../core/handle.ts'
import { toTime } from '../../core/handles/times.ts'

/** The time that a statistic covers. Default: all. */
export interface MetricSpan {
  /** A date, its text, or milliseconds since 1970. Inclusive. */
  readonly from?: Date | string | number
  /** Exclusive. */
  readonly to?: Date | string | number
}

/** Options of `datapoints`. */
export interface DatapointOptions extends MetricSpan {
  /** Default: a minute. */
  readonly period?: Duration
  /** `Sum`, `Average`, `p99`, ... Default `Sum`. */
  readonly statistic?: string
}

/** A datapoint of a metric. */
export interface MetricDatapoint {
  /** The beginning of its period, in milliseconds since 1970. */
  readonly at: number
  readonly value: number
}

/** Options of `put`. */
export interface PutMetricOptions {
  readonly dimensions?: Dimensions
  /** `Count`, `Milliseconds`, ... Default `None`. */
  readonly unit?: string
  /** Default: now. */
  readonly at?: Date | string | number
}

/** A metric: its name and its exact dimensions. */
export interface MetricName {
  readonly name: string
  readonly dimensions: Dimensions
}

/**
 * The metrics of a namespace: those of PutMetricData, of EMF lines and metric filters in logs, and
 * those that the simulated services write. A metric is a name and its exact set of dimensions, as
 * on AWS.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 *
 * @example
 * region.metrics('AWS/Lambda').sum('Errors', { FunctionName: 'place' }) // 0
 */
export class Metrics {
  // Defined here because it is for the library, and does not belong in the published type.
  static {
    Object.defineProperty(this.prototype, handleKey, {
      configurable: true,
      get(this: Metrics): HandleIdentity {
        const withWorld = (world: World): Metrics => new Metrics(world, this.namespace)
        return { kind: 'metrics', home: this.#home, withWorld }
      },
    })
  }

  /** `AWS/Lambda` */
  readonly namespace: string
  readonly #home: World

  /** @internal */
  constructor(home: World, namespace: string) {
    this.#home = home
    this.namespace = namespace
  }

  /** The names of its metrics, in the order of their first data. */
  get names(): readonly string[] {
    return [...new Set(this.list.map(({ name }) => name))]
  }

  /** Its metrics with their dimensions. */
  get list(): readonly MetricName[] {
    return this.#data()
      .metrics()
      .filter(({ namespace }) => namespace === this.namespace)
      .map(({ name, dimensions }) => ({ name, dimensions }))
  }

  /** The sum of all values. 0 without any. */
  sum(name: string, dimensions: Dimensions = {}, span: MetricSpan = {}): number {
    return this.#statistic('sum', 'Sum', name, dimensions, span) ?? 0
  }

  /** How many values there are. */
  count(name: string, dimensions: Dimensions = {}, span: MetricSpan = {}): number {
    return this.#statistic('count', 'SampleCount', name, dimensions, span) ?? 0
  }

  /** Undefined without values, as are all the following. */
  average(name: string, dimensions: Dimensions = {}, span: MetricSpan = {}): number | undefined {
    return this.#statistic('average', 'Average', name, dimensions, span)
  }

  minimum(name: string, dimensions: Dimensions = {}, span: MetricSpan = {}): number | undefined {
    return this.#statistic('minimum', 'Minimum', name, dimensions, span)
  }

  maximum(name: string, dimensions: Dimensions = {}, span: MetricSpan = {}): number | undefined {
    return this.#statistic('maximum', 'Maximum', name, dimensions, span)
  }

  /**
   * Any statistic of CloudWatch: `p99`, `tm90`, `TM(10%:90%)`, `PR(:300)`.
   * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
   *
   * @throws MisuseError for any other
   */
  statistic(
    statistic: string,
    name: string,
    dimensions: Dimensions = {},
    span: MetricSpan = {},
  ): number | undefined {
    return this.#statistic('statistic', statistic, name, dimensions, span)
  }

  /**
   * The datapoints that GetMetricStatistics would return, oldest first.
   *
   * @example
   * region.metrics('Shop').datapoints('Orders', {}, { period: '5m' })
   */
  datapoints(
    name: string,
    dimensions: Dimensions = {},
    options: DatapointOptions = {},
  ): readonly MetricDatapoint[] {
    const caller = this.#caller('datapoints')
    checkNames(options, caller, ['period', 'statistic', 'from', 'to'])
    const { period = MINUTE_MS, statistic: wanted = 'Sum', ...span } = options
    const periodMs = toMilliseconds(period, 'period')
    const statistic = statisticNamed(caller, wanted)
    const data = this.#data()
    const metric = this.#metric(caller, data, name, dimensions)
    const { from, to } = toSpan(caller, span)
    // Without a beginning the periods begin with the clock's, not with the first datum.
    const start = from === -Infinity ? 0 : from
    const now = this.#world().clock.now()
    return periodsOf(data, metric, { from: start, to, periodMs }, now).flatMap((one) => {
      const value = statistic(one.data)
      return value === undefined ? [] : [{ at: one.from, value }]
    })
  }

  /**
   * Puts a value, or several, as PutMetricData does. It meets no faults.
   *
   * @throws MisuseError when CloudWatch would refuse it
   */
  put(name: string, value: number | readonly number[], options: PutMetricOptions = {}): void {
    const world = this.#world()
    world.checkWritable()
    const caller = this.#caller('put')
    checkNames(options, caller, ['dimensions', 'unit', 'at'])
    const { dimensions = {}, unit, at } = options
    const time = toTime(at, caller, 'at')
    const datum = {
      MetricName: name,
      Dimensions: toDimensionList(dimensions),
      ...(typeof value === 'number' ? { Value: value } : { Values: value }),
      ...(unit !== undefined && { Unit: unit }),
      ...(time !== undefined && { Timestamp: new Date(time) }),
    }
    const input = { Namespace: this.namespace, MetricData: [datum] }
    try {
      world.callSync({
        service: cloudwatch.id,
        operation: 'PutMetricData',
        input,
        source: 'service',
      })
    } catch (error) {
      if (!isServiceError(error)) throw error
      throw new MisuseError(`${caller} was refused: ${error.message}`, 'what PutMetricData takes')
    }
  }

  #statistic(
    method: string,
    wanted: string,
    name: string,
    dimensions: Dimensions,
    span: MetricSpan,
  ): number | undefined {
    const caller = this.#caller(method)
    checkNames(span, caller, ['from', 'to'])
    const statistic = statisticNamed(caller, wanted)
    const data = this.#data()
    const metric = this.#metric(caller, data, name, dimensions)
    const { from, to } = toSpan(caller, span)
    const found = data.read(metric, from, to)
    return found.length === 0 ? undefined : statistic(found)
  }

  #metric(caller: string, data: MetricData, name: string, dimensions: Dimensions): MetricIdentity {
    if (typeof name !== 'string') {
      throw new MisuseError(`${caller} received ${nameOf(name)}.`, "a metric's name")
    }
    const metric = { namespace: this.namespace, name, dimensions }
    refuseOtherDimensions(caller, data, metric)
    return metric
  }

  #data(): MetricData {
    const world = this.#world()
    return dataOf(world.state(cloudwatch), world)
  }

  #world(): World {
    return resolveWorld(this.#home)
  }

  #caller(method: string): string {
    return `region.metrics('${this.namespace}').${method}()`
  }
}

function statisticNamed(
  caller: string,
  name: string,
): NonNullable<ReturnType<typeof parseStatistic>> {
  const statistic = parseStatistic(name)
  if (statistic) return statistic
  throw new MisuseError(
    `${caller} received ${shownValue(name)}.`,
    "a statistic: 'Sum', 'SampleCount', 'Average', 'Minimum', 'Maximum', 'p99', 'TM(10%:90%)'",
  )
}

function toSpan(
  caller: string,
  { from, to }: MetricSpan,
): { readonly from: number; readonly to: number } {
  return {
    from: toTime(from, caller, 'from') ?? -Infinity,
    to: toTime(to, caller, 'to') ?? Infinity,
  }
}

const namesOf = (dimensions: Dimensions): string => Object.keys(dimensions).sort().join()

/**
 * A metric whose data all have other dimensions is a slip: CloudWatch does not add them up. Other
 * values of the same dimensions are not.
 */
function refuseOtherDimensions(caller: string, data: MetricData, metric: MetricIdentity): void {
  const others = data
    .metrics()
    .filter(({ namespace, name }) => namespace === metric.namespace && name === metric.name)
  const isKnown = others.some((other) => namesOf(other.dimensions) === namesOf(metric.dimensions))
  if (others.length === 0 || isKnown) return
  const key = metricKey(metric)
  const shown = [
    ...new Set(
      others
        .filter((other) => metricKey(other) !== key)
        .map(({ dimensions }) => shownValue(dimensions)),
    ),
  ]
  throw new MisuseError(
    `${caller}: ${metric.name} has no data with the dimensions ${shownValue(metric.dimensions)}.`,
    `the exact dimensions of a metric: ${shown.slice(0, 5).join(', ')}`,
    'CloudWatch does not add up metrics with different dimensions.',
  )
}

/** @throws MisuseError when the namespace is no text */
export function metricsOfNamespace(home: World, namespace: string): Metrics {
  if (typeof namespace !== 'string' || namespace === '') {
    throw new MisuseError(
      `region.metrics() received ${nameOf(namespace)}.`,
      "a namespace, such as 'AWS/Lambda'",
    )
  }
  return new Metrics(home, namespace)
}
