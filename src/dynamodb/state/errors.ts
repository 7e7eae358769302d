/** Errors that depend on other requests: pending transactions and used request tokens. */
import { ServiceError } from '../../core/errors.ts'

export const ONGOING: string = 'Transaction is ongoing for the item'

export const transactionConflict = (): ServiceError =>
  new ServiceError('TransactionConflictException', ONGOING)

export const transactionInProgress = (): ServiceError =>
  new ServiceError(
    'TransactionInProgressException',
    'The transaction with the given request token is already in progress.',
  )

export const tokenMismatch = (): ServiceError =>
  new ServiceError(
    'IdempotentParameterMismatchException',
    'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.',
  )
