/** A transaction on its way (delayed by a fault) has its items already. */
import { lockOf } from '../state/locks.ts'
import type { StatementInput } from '../partiql/run/statement-input.ts'
import { rooms } from '../rooms.ts'
import { findTable, type DynamoDbState, type PendingTransaction } from '../state/state.ts'
import { lookUp } from '../storage/write.ts'
import { toAction, type TransactWriteItem } from '../transactions/request.ts'

interface TransactionInput {
  readonly TransactItems?: readonly TransactWriteItem[]
  readonly TransactStatements?: readonly StatementInput[]
  readonly ClientRequestToken?: string
}

/**
 * Locks the items of a transaction that waits before it is run, and returns how to unlock them, right before it is. Undefined for every
 * other operation. What is wrong with the transaction is said when it runs.
 */
export function holdPendingTransaction(
  state: DynamoDbState,
  operation: string,
  input: TransactionInput,
): (() => void) | undefined {
  const found = locksOf(state, operation, input)
  if (!found) return undefined
  const locks = new Set(found.filter((lock) => lock !== undefined))
  const held: PendingTransaction = { token: input.ClientRequestToken, locks }
  state.pending.add(held)
  return () => void state.pending.delete(held)
}

function locksOf(
  state: DynamoDbState,
  operation: string,
  { TransactItems = [], TransactStatements = [] }: TransactionInput,
): readonly (string | undefined)[] | undefined {
  if (operation === 'TransactWriteItems')
    return TransactItems.map((item) => ifValid(() => lockOfItem(state, item)))
  if (operation !== 'ExecuteTransaction') return undefined
  return TransactStatements.map((each) => ifValid(() => lockOfWrite(state, each)))
}

function lockOfItem(state: DynamoDbState, item: TransactWriteItem): string | undefined {
  const { tableName, key } = toAction(item)
  const table = findTable(state, tableName)
  return table && lockOf(table, lookUp(table, key).position)
}

function lockOfWrite(state: DynamoDbState, input: StatementInput): string | undefined {
  const { isRead, lockOfStatement, parseStatementOf } = rooms.partiql()
  const statement = parseStatementOf(input)
  return isRead(statement) ? undefined : lockOfStatement(state, statement)
}

function ifValid(lockOfPart: () => string | undefined): string | undefined {
  try {
    return lockOfPart()
  } catch {
    // Nothing has been checked yet. A transaction that will be refused locks nothing for what is wrong in it.
    return undefined
  }
}
