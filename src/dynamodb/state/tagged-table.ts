/**
 * Finds the table of a ResourceArn, for the tagging operations.
 * AWS (measured, 2026): DDB-TABLE-070, DDB-TABLE-071.
 */
import { parseArn } from '../../core/arn.ts'
import type { ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { findTable, type DynamoDbState, type TableState } from './state.ts'
import { accessDenied, invalidParameter, resourceNotFound, validation } from '../errors.ts'
import { isGone } from './existing-table.ts'

/** Checks the form of the ARN, before all other checks of the request. */
export function checkResourceArn(arn: string | undefined): asserts arn is string {
  if (arn === undefined) throw validation('Invalid TableArn')
  if (!arn.startsWith('arn:')) throw invalidParameter(`ARNs must start with 'arn:': ${arn}`)
}

export function taggedTable(state: DynamoDbState, arn: string, world: World): TableState {
  const parts = parseArn(arn)
  if (parts?.service !== 'dynamodb') {
    throw invalidParameter(`Provided Arn is not a DynamoDB resource arn: ${arn}`)
  }
  const { region, accountId } = world.options
  if (parts.account !== accountId) {
    throw accessDenied()
  }
  const path = parts.resource.split('/')
  if (parts.region !== region || path[0] !== 'table' || !path[1]) {
    throw validation(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`)
  }
  if (path[2] === 'index') {
    throw invalidParameter(
      `Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${arn}`,
    )
  }
  const table = path.length === 2 ? findTable(state, path[1]) : undefined
  if (!table || isGone(table.definition, world.clock.now())) throw notFound(arn)
  return table
}

const notFound = (arn: string): ServiceError => resourceNotFound(`ResourceArn: ${arn} not found`)
