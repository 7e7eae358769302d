/** The checks of a list of queries. */
import { MINUTE_MS, SECOND_MS } from '../limits.ts'
import { parseStatistic } from '../statistics/statistic.ts'
import { parseExpression } from './parse.ts'
import type { MetricQuery } from './queries.ts'
import { ExpressionError } from './series.ts'

const ID = /^[a-z]\w*$/

export const isPeriod = (seconds: number): boolean =>
  [1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && (seconds * SECOND_MS) % MINUTE_MS === 0)

/** Returns the flaws of queries, in AWS's words where they are known. */
export function flawsOf(queries: readonly MetricQuery[], parameter: string): string[] {
  const ids = new Set<string>()
  return queries.flatMap((query, index) => {
    const path = `${parameter}.member.${index + 1}`
    const flaws = flawsOfOne(query, path)
    // Unverified: the wording.
    if (ids.has(query.Id))
      flaws.push(`The value ${query.Id} for parameter ${path}.Id is not unique.`)
    ids.add(query.Id)
    return flaws
  })
}

function flawsOfOne({ Id, MetricStat, Expression, Period }: MetricQuery, path: string): string[] {
  const flaws: string[] = []
  // Unverified: the wording.
  if (!ID.test(Id)) {
    flaws.push(
      `The value ${Id} for parameter ${path}.Id must start with a lowercase letter and can contain only letters, numbers and underscores.`,
    )
  }
  // Unverified: the wording.
  if ((MetricStat === undefined) === (Expression === undefined)) {
    flaws.push(
      `Exactly one of the parameters ${path}.MetricStat and ${path}.Expression must be specified.`,
    )
  }
  if (MetricStat && !parseStatistic(MetricStat.Stat)) {
    // Seen: prometheus-community/yet-another-cloudwatch-exporter#385.
    flaws.push(
      `The value ${MetricStat.Stat} for parameter ${path}.MetricStat.Stat is not a valid statistic.`,
    )
  }
  const period = MetricStat?.Period ?? Period
  if (period !== undefined && !isPeriod(period)) {
    // Unverified: the wording.
    flaws.push(
      `The value ${period} for parameter ${path}.Period must be 1, 5, 10, 30 or a multiple of 60.`,
    )
  }
  if (Expression !== undefined) flaws.push(...flawsOfExpression(Id, Expression))
  return flaws
}

function flawsOfExpression(id: string, expression: string): string[] {
  try {
    parseExpression(expression)
    return []
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return [expressionFlaw(id, error)]
  }
}

// Unverified: what follows the first part.
export const expressionFlaw = (id: string, { message }: ExpressionError): string =>
  `Error in expression '${id}': ${message}`
