/** Which parameters may stand beside each other: expressions, their placeholders, and the legacy ones. */
import { validation } from '../errors.ts'
import type { ExpressionKind } from './kinds.ts'
import type { ExpressionNames, ExpressionValues } from './scope.ts'

export interface ExpressionParameters {
  /** Those the operation knows, absent ones too, in the order AWS lists them. */
  readonly expressions: Readonly<Partial<Record<ExpressionKind, string | undefined>>>
  /** The legacy parameters the operation knows, in the order AWS lists them. */
  readonly legacy?: Readonly<Record<string, unknown>>
  readonly names?: ExpressionNames | undefined
  readonly values?: ExpressionValues | undefined
  /** Query names no parameters when values are given without an expression (measured by a peer on AWS). */
  readonly bare?: boolean
}

const given = (parameters: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(parameters).filter((name) => parameters[name] !== undefined)

/** Before anything is parsed: throws what AWS answers to parameters that do not go together. */
export function checkExpressionParameters(parameters: ExpressionParameters): void {
  const { expressions, legacy, names, values } = parameters
  const used = given(expressions)
  if (legacy && used.length > 0) checkLegacy(used, legacy)
  if (names !== undefined && used.length === 0)
    throw validation('ExpressionAttributeNames can only be specified when using expressions')
  if (values === undefined) return
  const withValues = Object.keys(expressions).filter((name) => name !== 'ProjectionExpression')
  if (withValues.some((name) => used.includes(name))) return
  const suffix =
    parameters.bare || withValues.length === 0
      ? ''
      : `: ${withValues.join(' and ')} ${withValues.length > 1 ? 'are' : 'is'} null`
  throw validation(
    `ExpressionAttributeValues can only be specified when using expressions${suffix}`,
  )
}

function checkLegacy(used: readonly string[], legacy: Readonly<Record<string, unknown>>): void {
  const foreign = given(legacy).filter(
    // KeyConditions goes with a FilterExpression.
    (name) => name !== 'KeyConditions' || used.includes('KeyConditionExpression'),
  )
  if (foreign.length === 0) return
  throw validation(
    'Can not use both expression and non-expression parameters in the same request: ' +
      `Non-expression parameters: {${foreign.join(', ')}} Expression parameters: {${used.join(', ')}}`,
  )
}
