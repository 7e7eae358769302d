/** TransactWriteItems. AWS: API_TransactWriteItems.html, transaction-apis.html */
import type { CallContext, Operation } from '../../../core/world/world.ts'
import { toCollectionMetrics, type CollectionMetrics } from '../../capacity/collection-metrics.ts'
import { transactionCancelled, transactionTooLarge } from '../../transactions/errors.ts'
import { TRANSACTION_BYTES } from '../../limits.ts'
import { ownTable, tableOf, type DynamoDbState } from '../../state/state.ts'
import { commitWrite } from '../../storage/write.ts'
import { readAgain, writtenUnits } from '../../transactions/capacity.ts'
import { evaluate, isAccepted, NO_REASON, type Accepted } from '../../transactions/evaluate.ts'
import { toAction, type TransactWriteItemsInput } from '../../transactions/request.ts'
import { recallTransaction, rememberTransaction } from '../../state/transaction-tokens.ts'
import { textReaderOf } from '../../api/read-text.ts'
import { parserOf, regionalConstraintsFor } from '../../api/requests.ts'
import { transactWriteItems as transactWriteItemsShape } from '../../api/shapes/batches.ts'

export interface TransactWriteItemsOutput {
  ConsumedCapacity?: object[]
  ItemCollectionMetrics?: Record<string, CollectionMetrics[]>
}

const checkConstraints = regionalConstraintsFor('TransactWriteItems')

export const transactWriteItems: Operation<
  DynamoDbState,
  TransactWriteItemsInput,
  TransactWriteItemsOutput
> = {
  name: 'TransactWriteItems',
  parse: parserOf<TransactWriteItemsInput>('TransactWriteItems'),
  read: textReaderOf<TransactWriteItemsInput>(transactWriteItemsShape),
  run(state, input, context) {
    checkConstraints(input, context.world)
    const { TransactItems, ClientRequestToken: token, ReturnConsumedCapacity: mode } = input
    const actions = TransactItems.map(toAction)
    const { clock } = context.world
    const known = recallTransaction(state, token, TransactItems, clock)
    if (known) return known.answer(mode) as TransactWriteItemsOutput

    for (const { tableName } of actions) tableOf(state, tableName, clock)
    if (actions.reduce((sum, { size }) => sum + size, 0) > TRANSACTION_BYTES) {
      throw transactionTooLarge()
    }
    const bound = actions.map((action) => ({ action, table: ownTable(state, action.tableName) }))
    const evaluations = evaluate(state, bound)
    const accepted = evaluations.filter(isAccepted)
    if (accepted.length < evaluations.length) {
      throw transactionCancelled(evaluations.map(({ reason }) => reason ?? NO_REASON))
    }
    const output = commit(accepted, input, context)
    rememberTransaction(state, token, TransactItems, readAgain(accepted, output), clock)
    return output
  },
}

function commit(
  evaluations: readonly Accepted[],
  { ReturnConsumedCapacity, ReturnItemCollectionMetrics }: TransactWriteItemsInput,
  context: CallContext,
): TransactWriteItemsOutput {
  const output: TransactWriteItemsOutput = {}
  // Before the writes: the capacity depends on the indexes as they are now.
  const consumed = writtenUnits(evaluations, ReturnConsumedCapacity)
  if (consumed) output.ConsumedCapacity = consumed
  for (const { action, table, change } of evaluations) {
    if (action.kind !== 'check') commitWrite(table, change, context)
  }
  for (const { action, table } of evaluations) {
    const metrics = toCollectionMetrics(table, action.key, ReturnItemCollectionMetrics)
    if (metrics && action.kind !== 'check') {
      ;((output.ItemCollectionMetrics ??= {})[action.tableName] ??= []).push(metrics)
    }
  }
  return output
}
