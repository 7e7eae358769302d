/** CloudWatch's errors, one factory per wording. */
import type { ServiceError } from '../core/errors.ts'
import { model } from './api/define-operation.ts'

const invalidValue = (message: string): ServiceError =>
  model.error('InvalidParameterValueException', message)
const invalidCombination = (message: string): ServiceError =>
  model.error('InvalidParameterCombinationException', message)
const validation = (message: string): ServiceError => model.error('ValidationError', message)

// --- PutMetricData. `datum` is a path such as `MetricData.member.1`.

// Recorded: test_put_metric_data_validation.
export const bothGiven = (datum: string, one: string, other: string): ServiceError =>
  invalidCombination(
    `The parameters ${datum}.${one} and ${datum}.${other} are mutually exclusive and you have specified both.`,
  )

// Recorded: test_put_metric_data_validation.
export const countsDiffer = (datum: string): ServiceError =>
  invalidValue(`The parameters ${datum}.Values and ${datum}.Counts must be of the same size.`)

// Seen: a test program of Netflix's on the limits of values.
export const invalidNumber = (path: string, value: number): ServiceError =>
  invalidValue(`The value ${printNumber(value)} for parameter ${path} is invalid.`)

// Seen: the same. Java's DecimalFormat prints these signs.
const printNumber = (value: number): string =>
  Number.isNaN(value) ? 'NaN' : value === Infinity ? '∞' : value === -Infinity ? '-∞' : `${value}`

// Unverified: the wording. Seen for datapoints: a datum without any value is refused.
export const noValue = (datum: string): ServiceError =>
  model.error(
    'MissingRequiredParameterException',
    `At least one of the parameters ${datum}.Value, ${datum}.Values and ${datum}.StatisticValues must be specified.`,
  )

// Seen: an importer of Eucalyptus quotes AWS.
export const maximumBelowMinimum = (datum: string): ServiceError =>
  invalidValue(
    `The parameter ${datum}.StatisticValues.Maximum must be greater than ${datum}.StatisticValues.Minimum.`,
  )

// Seen: in the notes of an AWS workshop.
export const tooOld = (datum: string): ServiceError =>
  invalidValue(`The parameter ${datum}.Timestamp must specify a time within the past two weeks.`)

// Unverified: the wording.
export const tooNew = (datum: string): ServiceError =>
  invalidValue(
    `The parameter ${datum}.Timestamp must specify a time no more than two hours in the future.`,
  )

// Unverified: the wording.
export const invalidResolution = (datum: string): ServiceError =>
  invalidValue(`The parameter ${datum}.StorageResolution must be a value in the set [ 1, 60 ].`)

// Unverified: the wording.
export const reservedNamespace = (namespace: string): ServiceError =>
  invalidValue(`The value ${namespace} for parameter Namespace is invalid.`)

// Unverified: the wording.
export const tooMany = (path: string, most: number): ServiceError =>
  invalidValue(`The collection ${path} must not have a size greater than ${most}.`)

// --- Queries.

// Recorded: test_get_metric_data_invalid_timeframe... (LOGS-METRICS, Metrics 5).
export const startNotBeforeEnd = (): ServiceError =>
  invalidValue('The parameter StartTime must be less than the parameter EndTime.')

// Recorded: test_invalid_amount_of_datapoints.
export const tooManyDatapoints = (count: number, most: number): ServiceError =>
  invalidCombination(
    `You have requested up to ${count} datapoints, which exceeds the limit of ${most}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
  )

// Unverified: the wording.
export const noStatistics = (): ServiceError =>
  model.error(
    'MissingRequiredParameterException',
    'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
  )

// Unverified: the wording, after `bothGiven`.
export const bothStatistics = (): ServiceError =>
  invalidCombination(
    'The parameters ExtendedStatistics and Statistics are mutually exclusive and you have specified both.',
  )

// Seen: LocalStack's provider, for alarms. Unverified for queries.
export const unsupportedStatistic = (name: string, parameter: string): ServiceError =>
  invalidValue(`The value ${name} for parameter ${parameter} is not supported.`)

// Seen: terraform-provider-aws (PutMetricAlarm), and mirage-ecs#37.
export const invalidPeriod = (): ServiceError =>
  invalidValue('The parameter Period must be a multiple of 60, or 1, 5, 10 or 30.')

/** One refusal with every flaw of the queries, each on a line. */
export const invalidQueries = (flaws: readonly string[]): ServiceError =>
  validation(flaws.join('\n'))

export const invalidNextToken = (): ServiceError =>
  // Unverified: the wording.
  model.error('InvalidNextToken', 'The value for parameter NextToken is invalid.')

// --- Alarms.

// Recorded: test_set_alarm_invalid_input... (LOGS-METRICS, Metrics 7): no message.
export const alarmMissing = (): ServiceError => model.error('ResourceNotFound', '')

/** A refusal of PutMetricAlarm and its relatives, whose wordings end without a full stop. */
export const invalidAlarm: (message: string) => ServiceError = validation

// Seen: LocalStack's provider, which quotes AWS.
export const unsupportedTreatment = (value: string): ServiceError =>
  validation(
    `The value ${value} is not supported for TreatMissingData parameter. Supported values are [breaching, notBreaching, ignore, missing].`,
  )

// Seen: LocalStack's provider, which quotes AWS.
export const unsupportedLowSampleOption = (value: string): ServiceError =>
  validation(
    `Option ${value} is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.`,
  )

// Unverified: the wording.
export const invalidReasonData = (): ServiceError =>
  model.error('InvalidFormatFault', 'StateReasonData must be a valid JSON object.')

// Unverified: the wording.
export const resourceMissing = (arn: string): ServiceError =>
  model.error('ResourceNotFoundException', `The resource ${arn} does not exist.`, {
    ResourceType: 'Alarm',
    ResourceId: arn,
  })

// Unverified: the wording.
export const tagsRefused = (key: string): ServiceError =>
  invalidValue(`The tag key ${key} is not valid.`)

// Unverified: the wording.
export const tooManyTags = (most: number): ServiceError =>
  invalidValue(`A resource can have at most ${most} tags.`)
