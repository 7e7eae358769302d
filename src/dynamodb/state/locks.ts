/** Locks on the items of pending transactions. Other writes to these items throw a conflict. */
import { transactionConflict } from './errors.ts'
import type { DynamoDbState } from './state.ts'
import type { Position } from '../keys/position.ts'
import type { TableState } from '../storage/table.ts'

export const lockOf = (table: TableState, { partition, sort }: Position): string =>
  `${table.definition.name}\n${partition.length}:${partition}${sort}`

export function isLocked(state: DynamoDbState, table: TableState, position: Position): boolean {
  if (state.pending.size === 0) return false
  const lock = lockOf(table, position)
  for (const { locks } of state.pending) if (locks.has(lock)) return true
  return false
}

/** AWS: API_PutItem.html (TransactionConflictException) */
export function checkUnlocked(state: DynamoDbState, table: TableState, position: Position): void {
  if (isLocked(state, table, position)) throw transactionConflict()
}
