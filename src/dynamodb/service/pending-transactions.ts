/** A transaction on its way (delayed by a fault) has its items already. */
import { lockOf } from '../state/locks.ts'
import type { ExecuteTransactionInput } from '../operations/partiql/execute-transaction.ts'
import { lockOfStatement } from '../partiql/plan/distinct-items.ts'
import { isRead, type Statement } from '../partiql/grammar/statement.ts'
import { parseStatementOf } from '../partiql/run/statement-input.ts'
import { findTable, type DynamoDbState, type PendingTransaction } from '../state/state.ts'
import { lookUp } from '../storage/write.ts'
import { toAction, type TransactWriteItemsInput } from '../transactions/request.ts'

/**
 * Locks the items of a transaction that waits before it is run, and returns how to unlock them, right before it is. Undefined for every
 * other operation. What is wrong with the transaction is said when it runs.
 */
export function holdPendingTransaction(
  state: DynamoDbState,
  operation: string,
  input: unknown,
): (() => void) | undefined {
  const locks = new Set<string>()
  const lock = (lockOfPart: () => string | undefined): void => {
    try {
      const found = lockOfPart()
      if (found !== undefined) locks.add(found)
    } catch {
      // A transaction that will be refused locks nothing for what is wrong in it.
    }
  }
  if (operation === 'TransactWriteItems') {
    const { TransactItems = [] } = input as Partial<TransactWriteItemsInput>
    for (const item of TransactItems) lock(() => lockOfItem(state, item))
  } else if (operation === 'ExecuteTransaction') {
    const { TransactStatements = [] } = input as Partial<ExecuteTransactionInput>
    for (const each of TransactStatements) lock(() => lockOfWrite(state, parseStatementOf(each)))
  } else return undefined
  const { ClientRequestToken } = input as { readonly ClientRequestToken?: string }
  const held: PendingTransaction = { token: ClientRequestToken, locks }
  state.pending.add(held)
  return () => void state.pending.delete(held)
}

function lockOfItem(
  state: DynamoDbState,
  item: TransactWriteItemsInput['TransactItems'][number],
): string | undefined {
  const { tableName, key } = toAction(item)
  const table = findTable(state, tableName)
  return table && lockOf(table, lookUp(table, key).position)
}

const lockOfWrite = (state: DynamoDbState, statement: Statement): string | undefined =>
  isRead(statement) ? undefined : lockOfStatement(state, statement)
