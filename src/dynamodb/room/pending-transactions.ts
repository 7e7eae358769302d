/**
 * Locks for transactions that a fault delays: a pending transaction already holds its items, so
 * other writes to them conflict.
 */
import { lockOf } from '../state/locks.ts'
import type { StatementInput } from '../partiql/run/statement-input.ts'
import { rooms } from '../rooms.ts'
import { findTable, type DynamoDbState, type PendingTransaction } from '../state/state.ts'
import { lookUp } from '../storage/write.ts'
import type { TransactWriteItem } from '../transactions/request.ts'

interface TransactionInput {
  readonly TransactItems?: readonly TransactWriteItem[]
  readonly TransactStatements?: readonly StatementInput[]
  readonly ClientRequestToken?: string
}

/**
 * Locks the items of a transaction that waits to run. Returns a function that unlocks them, to be
 * called right before the transaction runs, or undefined for other operations. An invalid
 * transaction throws its errors when it runs, not here.
 */
export function holdPendingTransaction(
  state: DynamoDbState,
  operation: string,
  input: TransactionInput,
): (() => void) | undefined {
  if (state.strong.size > 0) {
    const locks = rooms.replication().locksOfWrite(state, operation, input)
    if (locks) return holdWrite(state, new Set(locks))
  }
  const found = locksOf(state, operation, input)
  if (!found) return undefined
  const locks = new Set(found.filter((lock) => lock !== undefined))
  const held: PendingTransaction = { token: input.ClientRequestToken, locks }
  state.pending.add(held)
  return () => void state.pending.delete(held)
}

/** Only writes of other regions conflict with a single write that waits. */
function holdWrite(state: DynamoDbState, locks: ReadonlySet<string>): () => void {
  state.pendingWrites.add(locks)
  return () => void state.pendingWrites.delete(locks)
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
  const { tableName, key } = rooms.transactions().toAction(item)
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
    // The transaction has not been checked yet. Its invalid parts lock nothing.
    return undefined
  }
}
