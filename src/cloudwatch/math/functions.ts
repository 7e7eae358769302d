/**
 * The functions of metric math by name.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
 */
import { UnsupportedError } from '../../core/errors.ts'
import { LIST_FUNCTIONS } from './list-functions.ts'
import { POINT_FUNCTIONS } from './point-functions.ts'
import type { MathFunction } from './scope.ts'
import { ExpressionError } from './series.ts'

const FUNCTIONS: ReadonlyMap<string, MathFunction> = new Map([
  ...Object.entries(POINT_FUNCTIONS),
  ...Object.entries(LIST_FUNCTIONS),
])

/** Functions of AWS that are not simulated. */
const UNSUPPORTED = new Set([
  'ANOMALY_DETECTION_BAND',
  'DB_PERF_INSIGHTS',
  'INSIGHT_RULE_METRIC',
  'LAMBDA',
  'SEARCH',
  'SERVICE_QUOTA',
])

export function functionOf(name: string): MathFunction {
  const found = FUNCTIONS.get(name)
  if (found) return found
  if (UNSUPPORTED.has(name)) {
    throw new UnsupportedError({ service: 'CloudWatch', parameter: `the math function ${name}` })
  }
  throw new ExpressionError(`the function ${name} does not exist`)
}
