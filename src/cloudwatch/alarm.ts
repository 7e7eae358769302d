/** A metric alarm: its settings, its state, its history. */
import type { Tags } from '../core/resources/tags.ts'
import type { MetricQuery } from './math/queries.ts'
import type { Dimension } from './metrics/identity.ts'

export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'
export type Treatment = 'breaching' | 'notBreaching' | 'ignore' | 'missing'
export type Comparison =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold'

/** The members of PutMetricAlarm that are kept, under AWS's names. */
export interface AlarmSettings {
  readonly AlarmName: string
  readonly AlarmDescription?: string
  readonly ActionsEnabled?: boolean
  readonly OKActions?: readonly string[]
  readonly AlarmActions?: readonly string[]
  readonly InsufficientDataActions?: readonly string[]
  readonly MetricName?: string
  readonly Namespace?: string
  readonly Statistic?: string
  readonly ExtendedStatistic?: string
  readonly Dimensions?: readonly Dimension[]
  readonly Period?: number
  readonly Unit?: string
  readonly EvaluationPeriods: number
  readonly DatapointsToAlarm?: number
  readonly Threshold?: number
  readonly ComparisonOperator: Comparison
  readonly TreatMissingData?: Treatment
  readonly EvaluateLowSampleCountPercentile?: 'evaluate' | 'ignore'
  readonly Metrics?: readonly MetricQuery[]
}

export interface AlarmState {
  readonly value: StateValue
  readonly reason: string
  /** JSON. */
  readonly reasonData: string | undefined
  /** When it was set last. */
  readonly updatedAt: number
  /** When its value changed last. */
  readonly changedAt: number
}

export interface StoredAlarm {
  readonly settings: AlarmSettings
  readonly actionsEnabled: boolean
  readonly configuredAt: number
  readonly state: AlarmState
  readonly tags: Tags
}

export type HistoryType = 'ConfigurationUpdate' | 'StateUpdate' | 'Action'

export interface HistoryItem {
  readonly alarm: string
  readonly at: number
  readonly type: HistoryType
  readonly summary: string
  /** JSON. */
  readonly data: string
}

// Recorded: test_describe_minimal_metric_alarm.
export const initialState = (now: number): AlarmState => ({
  value: 'INSUFFICIENT_DATA',
  reason: 'Unchecked: Initial alarm creation',
  reasonData: undefined,
  updatedAt: now,
  changedAt: now,
})

const ACTIONS: Readonly<
  Record<StateValue, 'OKActions' | 'AlarmActions' | 'InsufficientDataActions'>
> = {
  OK: 'OKActions',
  ALARM: 'AlarmActions',
  INSUFFICIENT_DATA: 'InsufficientDataActions',
}

/** Returns the actions of a state. */
export const actionsOf = ({ settings }: StoredAlarm, value: StateValue): readonly string[] =>
  settings[ACTIONS[value]] ?? []
