/** `toHaveMetric`, for the metrics of a namespace and of a region. */
import { contains, countDifferences } from '../core/compare.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import { diff, show, showBriefly } from '../core/matching/diff.ts'
import { described } from '../core/matching/expected.ts'
import { list, nearest, paragraphs } from '../core/matching/words.ts'
import type { Dimensions } from '../core/metrics/datum.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { Outcome } from '../core/world/world.ts'
import { dataOf } from './data.ts'
import type { Metrics } from './handle/metrics.ts'
import { cloudwatch } from './service.ts'
import { totalsOf, valuesOf } from './statistics/samples.ts'

/** A metric, as the matcher compares it. */
interface MetricView {
  readonly namespace: string
  readonly name: string
  readonly dimensions: Dimensions
  readonly unit: string
  readonly count: number
  readonly sum: number
  readonly average: number
  readonly minimum: number
  readonly maximum: number
}

interface Subject {
  readonly name: string
  readonly metrics: readonly MetricView[]
  /** Every value of a metric. */
  valuesOf(metric: MetricView): readonly number[]
}

const MEMBERS = [
  'namespace',
  'dimensions',
  'unit',
  'value',
  'count',
  'sum',
  'average',
  'minimum',
  'maximum',
]

function toSubject(subject: unknown): Subject {
  const handle = handleOf(subject)
  if (!handle || (handle.kind !== 'metrics' && handle.kind !== 'region')) {
    throw new MisuseError(
      `toHaveMetric received ${described(subject)}.`,
      "the metrics of a namespace, region.metrics('Shop'), or a region",
    )
  }
  const world = resolveWorld(handle.home)
  const data = dataOf(world.state(cloudwatch), world)
  const only = handle.kind === 'metrics' ? (subject as Metrics).namespace : undefined
  const values = new Map<MetricView, readonly number[]>()
  for (const metric of data.metrics()) {
    if (only !== undefined && metric.namespace !== only) continue
    const found = data.read(metric, -Infinity, Infinity)
    const { count, sum, minimum, maximum } = totalsOf(found)
    const { namespace, name, dimensions } = metric
    const average = sum / count
    const unit = found[0]?.unit ?? 'None'
    const view = { namespace, name, dimensions, unit, count, sum, average, minimum, maximum }
    values.set(
      view,
      (valuesOf(found) ?? []).map(({ value }) => value),
    )
  }
  return {
    name: only ?? 'the region',
    metrics: [...values.keys()],
    valuesOf: (metric) => values.get(metric) ?? [],
  }
}

function checkExpected(name: unknown, partial: unknown): void {
  if (typeof name !== 'string' || name === '') {
    throw new MisuseError(`toHaveMetric received ${described(name)}.`, "a metric's name")
  }
  if (partial === undefined) return
  if (typeof partial !== 'object' || partial === null) {
    throw new MisuseError(
      `toHaveMetric received ${described(partial)}.`,
      "a part of a metric, such as { dimensions: { shop: 'a' }, value: 1 }",
    )
  }
  const unknown = Object.keys(partial).find((member) => !MEMBERS.includes(member))
  if (unknown === undefined) return
  throw new MisuseError(
    `toHaveMetric received the member '${unknown}'.`,
    `one of ${MEMBERS.join(', ')}`,
    didYouMean(unknown, MEMBERS),
  )
}

/** The forms of a metric: with each of its values. */
const formsOf = (subject: Subject, metric: MetricView): readonly object[] => [
  metric,
  ...subject.valuesOf(metric).map((value) => ({ ...metric, value })),
]

const nearestForm = (subject: Subject, metric: MetricView, partial: object): object =>
  nearest(formsOf(subject, metric), (form) => countDifferences(form, partial)) ?? metric

export function toHaveMetric(subject: unknown, name: unknown, partial?: unknown): Outcome {
  const seen = toSubject(subject)
  checkExpected(name, partial)
  const wanted: object = partial ?? {}
  const named = seen.metrics.filter((metric) => metric.name === name)
  const found = named.find((metric) => formsOf(seen, metric).some((form) => contains(form, wanted)))
  const what = `the metric '${String(name)}'`
  const contents = partial === undefined ? '' : ` that contains ${show(partial)}`
  return {
    pass: found !== undefined,
    trace: { of: subject },
    message(negated, paint) {
      if (negated) {
        return paragraphs(
          `Expected ${seen.name} not to have ${what}${contents}, but it has:`,
          found && oneLine(found),
        )
      }
      const near = nearest(named, (metric) =>
        countDifferences(nearestForm(seen, metric, wanted), wanted),
      )
      if (!near) return missing(seen, String(name), what)
      return paragraphs(
        `Expected ${seen.name} to have ${what} with the members marked '-':`,
        diff(wanted, nearestForm(seen, near, wanted), paint),
        named.length > 1 && list(named.map(oneLine)),
      )
    },
  }
}

function missing({ name: owner, metrics }: Subject, name: string, what: string): string {
  const names = [...new Set(metrics.map((metric) => metric.name))]
  return paragraphs(
    `Expected ${owner} to have ${what}, but it has ${names.length === 0 ? 'no metrics' : 'none of that name'}.`,
    didYouMean(name, names),
    metrics.length > 0 && list(metrics.map(oneLine)),
  )
}

/** `Shop Orders {"shop":"a"}: sum 3, count 2` */
const oneLine = ({ namespace, name, dimensions, sum, count }: MetricView): string =>
  `${namespace} ${name} ${showBriefly(dimensions)}: sum ${sum}, count ${count}`
