/** Errors of TransactWriteItems and TransactGetItems. */
import { ServiceError } from '../../core/errors.ts'
import { validation } from '../errors.ts'
import type { Item } from '../values/values.ts'

export interface CancellationReason {
  readonly Code: string
  readonly Message?: string
  readonly Item?: Item
}

// Recorded: test_transaction_write_items (the message lists the codes in order)
export const transactionCancelled = (reasons: readonly CancellationReason[]): ServiceError =>
  new ServiceError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    { fields: { CancellationReasons: reasons } },
  )

export const severalActionsOnItem = (): ServiceError =>
  validation('Transaction request cannot include multiple operations on one item')

// Unverified: the wording for an entry with no action or with several.
export const notOneAction = (): ServiceError =>
  validation('TransactItems can only contain one of Check, Put, Update or Delete')

export const transactionTooLarge = (): ServiceError =>
  validation(
    'Collection size of items exceeded, which can also be caused by the aggregate size of the items in the transaction exceeding the 4MB limit',
  )
