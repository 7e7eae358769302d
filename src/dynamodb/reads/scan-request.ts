/** Parses a Scan, with the checks that do not need the table, in AWS's order. */
import type { LegacyConditions } from '../expressions/legacy-conditions.ts'
import type { Condition, Projection } from '../expressions/grammar/tree.ts'
import {
  checkSelectParameter,
  parseFilterOf,
  legacyFilter,
  projectionOfRead,
  parseStartKeyOf,
  type ReadInput,
} from './read-checks.ts'
import { checkAttributesToGet, checkParameterForms, scopeOf } from '../expressions/parameters.ts'
import { checkSegment, type SegmentInput } from '../keys/segments.ts'
import type { Item } from '../values/values.ts'

export interface ScanInput extends ReadInput, SegmentInput {
  readonly ScanFilter?: LegacyConditions
}

/** A parsed request. */
export interface ScanRequest {
  readonly filter: Condition | undefined
  readonly projection: Projection | undefined
  readonly startKey: Item | undefined
}

const FORMS = {
  expressions: ['ProjectionExpression', 'FilterExpression'],
  legacy: ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
}

export function checkScan(input: ScanInput): ScanRequest {
  checkParameterForms(input, FORMS)
  checkAttributesToGet(input.AttributesToGet)
  const scanFilter = legacyFilter(input.ScanFilter, input.ConditionalOperator)
  const startKey = parseStartKeyOf(input)
  checkSegment(input)
  const scope = scopeOf(input)
  const filter = parseFilterOf(input, scope) ?? scanFilter
  const projection = projectionOfRead(input, scope)
  scope.checkAllUsed()
  checkSelectParameter(input)
  return { filter, projection, startKey }
}
