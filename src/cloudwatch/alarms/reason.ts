/** Why an alarm is in its state: the words of CloudWatch, and the same as JSON. */
import { SECOND_MS } from '../limits.ts'
import type { AlarmSettings, Comparison, StateValue } from '../alarm.ts'
import { periodOf, type Datapoint, type Evaluation } from './evaluate.ts'
import { printDouble, printShortTime, printTime } from './java-text.ts'

const WORDS: Readonly<Record<Comparison, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
}

/** More datapoints than this are not all listed. Seen with five; unverified: four. */
const MOST_LISTED = 3
const MOST_RECENT = 5

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
const were = (count: number): string => (count === 1 ? 'was' : 'were')

// Seen: StateReasons in public issues and mail archives.
export function reasonFor(
  settings: AlarmSettings,
  before: StateValue,
  value: StateValue,
  { datapoints, filled }: Evaluation,
): string {
  if (value === 'INSUFFICIENT_DATA') {
    const { EvaluationPeriods: count } = settings
    return `Insufficient Data: ${plural(count, 'datapoint')} ${were(count)} unknown.`
  }
  const deciding = datapoints.filter(({ isBreaching }) => isBreaching === (value === 'ALARM'))
  const isListed = deciding.length > 0
  const parts = [
    isListed
      ? crossing(settings, before, value, deciding)
      : received(datapoints.length, settings.EvaluationPeriods),
    ...(filled > 0 ? [missing(settings, filled)] : []),
  ]
  const text = `Threshold Crossed: ${parts.join(' and ')}.`
  return isListed && deciding.length > MOST_LISTED ? `${text} ${mostRecent(deciding)}` : text
}

function crossing(
  settings: AlarmSettings,
  before: StateValue,
  value: StateValue,
  deciding: readonly Datapoint[],
): string {
  const { DatapointsToAlarm: toAlarm, EvaluationPeriods: periods } = settings
  const count = deciding.length
  const list = count > MOST_LISTED ? '' : ` ${listOf(deciding)}`
  const number = toAlarm === undefined ? plural(count, 'datapoint') : ''
  const outOf =
    toAlarm === undefined ? '' : `${count} out of the last ${plural(periods, 'datapoint')}`
  const negation = value === 'ALARM' ? '' : 'not '
  const words = `${negation}${WORDS[settings.ComparisonOperator]} the threshold`
  const threshold = `(${printDouble(settings.Threshold ?? 0)})`
  const minimum = toAlarm === undefined ? '' : minimumFor(before, value, toAlarm, periods)
  return `${number}${outOf}${list} ${were(count)} ${words} ${threshold}${minimum}`
}

function minimumFor(
  before: StateValue,
  value: StateValue,
  toAlarm: number,
  periods: number,
): string {
  const count = value === 'ALARM' ? toAlarm : periods - toAlarm + 1
  const from = before === value ? (value === 'ALARM' ? 'OK' : 'ALARM') : before
  return ` (minimum ${plural(count, 'datapoint')} for ${from} -> ${value} transition)`
}

const received = (count: number, periods: number): string => {
  const number = count === 0 ? 'no datapoints' : plural(count, 'datapoint')
  return `${number} ${count === 1 ? 'was' : 'were'} received for ${plural(periods, 'period')}`
}

const missing = ({ TreatMissingData }: AlarmSettings, count: number): string => {
  const treatment = TreatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching'
  return `${plural(count, 'missing datapoint')} ${were(count)} treated as [${treatment}]`
}

const mostRecent = (deciding: readonly Datapoint[]): string =>
  `The most recent datapoints which crossed the threshold: ${listOf(deciding.slice(0, MOST_RECENT))}.`

const listOf = (datapoints: readonly Datapoint[]): string =>
  `[${datapoints.map(({ at, value }) => `${printDouble(value)} (${printShortTime(at)})`).join(', ')}]`

/**
 * Numbers have a fraction, as Java prints them.
 * Unverified: the order of the recent datapoints, the oldest first.
 */
export function reasonDataFor(
  settings: AlarmSettings,
  { datapoints }: Evaluation,
  now: number,
): string {
  const oldestFirst = [...datapoints].reverse()
  const [oldest] = oldestFirst
  const { Statistic, ExtendedStatistic, Unit, Threshold } = settings
  const statistic = Statistic ?? ExtendedStatistic
  const members = [
    ['version', '"1.0"'],
    ['queryDate', JSON.stringify(printTime(now))],
    ...(oldest ? [['startDate', JSON.stringify(printTime(oldest.at))]] : []),
    ...(Unit === undefined ? [] : [['unit', JSON.stringify(Unit)]]),
    ...(statistic === undefined ? [] : [['statistic', JSON.stringify(statistic)]]),
    ['period', `${periodOf(settings) / SECOND_MS}`],
    ['recentDatapoints', `[${oldestFirst.map(({ value }) => printDouble(value)).join(',')}]`],
    ['threshold', printDouble(Threshold ?? 0)],
    ['evaluatedDatapoints', `[${datapoints.map(evaluated).join(',')}]`],
  ]
  return `{${members.map(([name, text]) => `"${name}":${text}`).join(',')}}`
}

function evaluated({ at, sampleCount, value }: Datapoint): string {
  const samples = sampleCount === undefined ? '' : `"sampleCount":${printDouble(sampleCount)},`
  return `{"timestamp":${JSON.stringify(printTime(at))},${samples}"value":${printDouble(value)}}`
}
