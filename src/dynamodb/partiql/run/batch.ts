/** The responses to the statements of a batch: items and errors. */
import type { ServiceError } from '../../../core/errors.ts'
import type { Clock } from '../../../core/time/clock.ts'
import { isAsked, noUnits, readUnits, toConsumedCapacity } from '../../capacity/units.ts'
import { checkKey } from '../../keys/key-checks.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { lookUp } from '../../storage/write.ts'
import { itemOfFailure } from '../../expressions/errors.ts'
import type { Item } from '../../values/values.ts'
import { selectColumns } from '../plan/columns.ts'
import type { SelectStatement } from '../grammar/statement.ts'
import { toBoundGet } from './transaction-gets.ts'

export interface Done {
  readonly item: Item | undefined
  readonly consumed: object | undefined
}

/** Reads the item of a SELECT. */
export function readItem(
  state: DynamoDbState,
  statement: SelectStatement,
  options: { readonly ConsistentRead?: boolean; readonly ReturnConsumedCapacity?: string },
  clock: Pick<Clock, 'now'>,
): Done {
  const { get, table } = toBoundGet(state, statement, 'BatchExecuteStatement', clock)
  checkKey(table.plan, get.key)
  const { old } = lookUp(table, get.key)
  const { ConsistentRead, ReturnConsumedCapacity: mode } = options
  const units = { ...noUnits(), table: readUnits(old?.size ?? 0, ConsistentRead) }
  return {
    item: old && (statement.columns ? selectColumns(old.item, statement.columns) : old.item),
    consumed: isAsked(mode) ? toConsumedCapacity(statement.table, units, mode) : undefined,
  }
}

// AWS: API_BatchStatementError.html (codes without `Exception`)
const CODES: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  DuplicateItemException: 'DuplicateItem',
  ItemCollectionSizeLimitExceededException: 'ItemCollectionSizeLimitExceeded',
  ProvisionedThroughputExceededException: 'ProvisionedThroughputExceeded',
  RequestLimitExceeded: 'RequestLimitExceeded',
  ResourceNotFoundException: 'ResourceNotFound',
  ThrottlingException: 'ThrottlingError',
  TransactionConflictException: 'TransactionConflict',
  ValidationException: 'ValidationError',
}

export interface StatementError {
  readonly Code: string
  readonly Message: string
  readonly Item?: Item
}

export function toStatementError(error: ServiceError): StatementError {
  const item = itemOfFailure(error)
  return {
    Code: CODES[error.code] ?? 'InternalServerError',
    Message: error.message,
    ...(item && { Item: item }),
  }
}
