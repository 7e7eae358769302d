/** Runs a transaction of write statements. */
import type { CallContext } from '../../../core/world/world.ts'
import { transactionCancelled, transactionTooLarge } from '../../transactions/errors.ts'
import { TRANSACTION_BYTES } from '../../limits.ts'
import type { DynamoDbState, RememberedTransaction } from '../../state/state.ts'
import { commitWrite } from '../../storage/write.ts'
import { readAgain, writtenUnits } from '../../transactions/capacity.ts'
import { evaluateMembers, type Member, type TransactionOutput } from './transaction.ts'
import type { TransactWrite } from './transaction-actions.ts'

/**
 * Commits all statements or throws. `again` makes the response to a repetition with the same token.
 */
export function writeAll(
  state: DynamoDbState,
  members: readonly Member<TransactWrite>[],
  mode: string | undefined,
  context: CallContext,
): { readonly output: TransactionOutput; readonly again: RememberedTransaction['answer'] } {
  const outcome = evaluateMembers(state, members, context.world.clock)
  if ('reasons' in outcome) throw transactionCancelled(outcome.reasons)
  const { evaluations } = outcome
  if (evaluations.reduce((sum, { action }) => sum + action.size, 0) > TRANSACTION_BYTES)
    throw transactionTooLarge()
  // Recorded: ExecuteTransaction of INSERTs returns `Responses: []`.
  const output: TransactionOutput = { Responses: [] }
  const consumed = writtenUnits(evaluations, mode)
  if (consumed) output.ConsumedCapacity = consumed
  for (const { action, table, change } of evaluations)
    if (action.kind !== 'check') commitWrite(table, change, context)
  const read = readAgain(evaluations, {})
  return { output, again: (asked) => ({ Responses: [], ...(read(asked) as object) }) }
}
