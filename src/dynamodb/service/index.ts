/** The DynamoDB service, as a region runs it. */
import type { Service } from '../../core/world.ts'
import { operations } from '../operations/index.ts'
import { dynamodbOptions, type DynamoDbOptions } from '../options.ts'
import { SERVICE_ID } from '../own-service.ts'
import { resourceOf } from '../requests/tables-in-request.ts'
import { shiftMaintenance } from '../state/maintenance.ts'
import { createDynamoDbState, resetDynamoDbState, type DynamoDbState } from '../state/state.ts'
import { holdPendingTransaction } from './pending-transactions.ts'
import { forkState, withOptions } from './with-options.ts'

export const dynamodb: Service<DynamoDbState, DynamoDbOptions> = {
  id: SERVICE_ID,
  title: 'DynamoDB',
  namespace: 'com.amazonaws.dynamodb',
  target: 'DynamoDB_20120810',
  options: dynamodbOptions,
  operations: withOptions(operations),
  resourceOf: (_operation, input) => resourceOf(input),
  hold: holdPendingTransaction,
  createState: createDynamoDbState,
  forkState,
  resetState: resetDynamoDbState,
  shiftState: shiftMaintenance,
}
