/** A transaction on its way (delayed by a fault) has its items already. */
import { lockOf } from './locks.ts'
import { findTable, type DynamoDbState, type HeldTransaction } from './state.ts'
import { lookUp } from './storage/write.ts'
import { toAction, type TransactWriteItemsInput } from './transaction-request.ts'

/**
 * Locks the items of a transaction that waits before it is run, and returns how to unlock them, right before it is. Undefined for every
 * other operation. What is wrong with the transaction is said when it runs.
 */
export function holdTransaction(
  state: DynamoDbState,
  operation: string,
  input: unknown,
): (() => void) | undefined {
  if (operation !== 'TransactWriteItems') return undefined
  const { TransactItems, ClientRequestToken } = input as Partial<TransactWriteItemsInput>
  const locks = new Set<string>()
  for (const item of TransactItems ?? []) {
    try {
      const { tableName, key } = toAction(item)
      const table = findTable(state, tableName)
      if (table) locks.add(lockOf(table, lookUp(table, key).position))
    } catch {
      // A transaction that will be refused locks nothing for what is wrong in it.
    }
  }
  const held: HeldTransaction = { token: ClientRequestToken, locks }
  state.held.add(held)
  return () => void state.held.delete(held)
}
