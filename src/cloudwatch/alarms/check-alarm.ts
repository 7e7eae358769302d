/** The checks of PutMetricAlarm beyond the model's. Their order is unverified. */
import { parseArn } from '../../core/arn.ts'
import { UnsupportedError } from '../../core/errors.ts'
import type { WorldOptions } from '../../core/world/world.ts'
import type { AlarmSettings } from '../alarm.ts'
import * as errors from '../errors.ts'
import { EVALUATED_SECONDS, EVALUATED_SHORT_SECONDS, MOST_ACTIONS } from '../limits.ts'
import { flawsOf } from '../math/check-queries.ts'
import { parseExtended } from '../statistics/statistic.ts'
import { periodOf } from './evaluate.ts'
import { isSimulatedAction } from './simulated-action.ts'

const { invalidAlarm: invalid } = errors

export function checkAlarm(settings: AlarmSettings, options: WorldOptions): void {
  refuseUnsupported(settings)
  if (settings.Metrics) checkMetrics(settings)
  else checkMetric(settings)
  checkEvaluation(settings)
  checkActions(settings, options)
}

const BANDS = /^(Less|Greater)Than.*(Upper|Lower)/

function refuseUnsupported(settings: AlarmSettings): void {
  const refuse = (parameter: string): UnsupportedError =>
    new UnsupportedError({ service: 'CloudWatch', operation: 'PutMetricAlarm', parameter })
  // Bands of anomaly detection.
  if (BANDS.test(settings.ComparisonOperator)) {
    throw refuse(`ComparisonOperator: ${settings.ComparisonOperator}`)
  }
  for (const { Expression = '', AccountId } of settings.Metrics ?? []) {
    if (/^\s*SELECT\b/i.test(Expression)) throw refuse('Metrics Insights queries')
    if (AccountId !== undefined) throw refuse('Metrics.AccountId')
  }
}

// Seen: aws-cloudformation/cfn-lint#766, #1306, for Statistic and Unit.
const EXCLUDED = [
  'MetricName',
  'Namespace',
  'Dimensions',
  'Period',
  'Unit',
  'Statistic',
  'ExtendedStatistic',
] as const

function checkMetrics(settings: AlarmSettings): void {
  const { Metrics = [] } = settings
  const excluded = EXCLUDED.find((name) => {
    const value = settings[name]
    return Array.isArray(value) ? value.length > 0 : value !== undefined
  })
  if (excluded) throw invalid(`${excluded} should not be set if list of Metrics is set.`)
  const flaws = flawsOf(Metrics, 'Metrics')
  if (flaws.length > 0) throw errors.invalidQueries(flaws)
  // Seen: hashicorp/terraform-provider-aws#29894.
  if (Metrics.filter(({ ReturnData }) => ReturnData !== false).length !== 1) {
    throw invalid('Exactly one element of the metrics list should return data.')
  }
}

function checkMetric(settings: AlarmSettings): void {
  const { Statistic, ExtendedStatistic, Period } = settings
  // Seen: aws-cloudformation/cfn-lint#771, for MetricName.
  for (const name of ['MetricName', 'Namespace', 'Period'] as const) {
    if (settings[name] === undefined) throw invalid(`${name} must not be null`)
  }
  // Unverified: both wordings.
  if (Statistic !== undefined && ExtendedStatistic !== undefined) {
    throw invalid('Statistic and ExtendedStatistic cannot both be set')
  }
  if (Statistic === undefined && ExtendedStatistic === undefined) {
    throw invalid('Exactly one of Statistic and ExtendedStatistic must be set')
  }
  if (ExtendedStatistic !== undefined && !parseExtended(ExtendedStatistic)) {
    throw errors.unsupportedStatistic(ExtendedStatistic, 'ExtendedStatistic')
  }
  // Seen: LocalStack's provider, which quotes AWS. 20 is newer (2025).
  if (![10, 20, 30].includes(Period ?? 0) && (Period ?? 0) % 60 !== 0) {
    throw invalid('Period must be 10, 30 or a multiple of 60')
  }
}

function checkEvaluation(settings: AlarmSettings): void {
  const { EvaluationPeriods, DatapointsToAlarm = 1, TreatMissingData } = settings
  const { EvaluateLowSampleCountPercentile: lowSample } = settings
  // Seen: hashicorp/terraform#24070.
  if (DatapointsToAlarm > EvaluationPeriods) {
    throw invalid('DatapointsToAlarm must be less than or equal to EvaluationPeriods')
  }
  // Unverified: the wording.
  if (settings.Threshold === undefined) throw invalid('Threshold must not be null')
  if (
    TreatMissingData !== undefined &&
    !['breaching', 'notBreaching', 'ignore', 'missing'].includes(TreatMissingData)
  ) {
    throw errors.unsupportedTreatment(TreatMissingData)
  }
  if (lowSample !== undefined && lowSample !== 'evaluate' && lowSample !== 'ignore') {
    throw errors.unsupportedLowSampleOption(lowSample)
  }
  // AWS: API_PutMetricAlarm.html: a day; seven days for periods of an hour and more.
  const period = periodOf(settings) / 1_000
  const most = period >= 3_600 ? EVALUATED_SECONDS : EVALUATED_SHORT_SECONDS
  if (period * EvaluationPeriods > most) {
    // Unverified: the wording for seven days.
    const days = most === EVALUATED_SECONDS ? 'seven days' : 'a day'
    throw invalid(
      `Metrics cannot be checked across more than ${days} (EvaluationPeriods * Period must be <= ${most}).`,
    )
  }
}

const LISTS = ['OKActions', 'AlarmActions', 'InsufficientDataActions'] as const

function checkActions(settings: AlarmSettings, options: WorldOptions): void {
  for (const list of LISTS) {
    const actions = settings[list] ?? []
    // Unverified: the wording.
    if (actions.length > MOST_ACTIONS) {
      throw invalid(`Member must have length less than or equal to ${MOST_ACTIONS}`)
    }
    for (const action of actions) checkAction(action, list, options)
  }
}

function checkAction(action: string, list: string, options: WorldOptions): void {
  // Seen: AWS's answer to an action that is no ARN, in public issues.
  if (!parseArn(action)) throw invalid(`Invalid arn syntax: ${action}`)
  if (!isSimulatedAction(action, options)) {
    throw new UnsupportedError(
      { service: 'CloudWatch', operation: 'PutMetricAlarm', parameter: list },
      `The action ${action} is not simulated: topics and functions of this region are.`,
    )
  }
}
