/** Finds the items of statements, for batches and locks. */
import { isServiceError } from '../../../core/errors.ts'
import { duplicateKeys } from '../../keys/errors.ts'
import { checkKey, pickKey } from '../../keys/key-checks.ts'
import { lockOf } from '../../state/locks.ts'
import { findTable, type DynamoDbState } from '../../state/state.ts'
import { lookUp } from '../../storage/write.ts'
import { keyIn } from './key-in.ts'
import type { Statement } from '../grammar/statement.ts'

/** AWS, as captured by a peer (eu-west-2): two statements on one item fail the whole batch. */
export function checkDistinctItems(state: DynamoDbState, statements: readonly Statement[]): void {
  const seen = new Set<string>()
  for (const statement of statements) {
    const item = lockOfStatement(state, statement)
    if (item === undefined) continue
    if (seen.has(item)) throw duplicateKeys()
    seen.add(item)
  }
}

/**
 * A string that identifies the item of a statement. Undefined if the statement has no valid key;
 * then it throws its error when it runs.
 */
export function lockOfStatement(state: DynamoDbState, statement: Statement): string | undefined {
  const table = findTable(state, statement.table)
  if (!table) return undefined
  try {
    const key =
      statement.type === 'insert'
        ? pickKey(table.plan.attributes, statement.item)
        : keyIn(table.plan, statement.where).key
    checkKey(table.plan, key)
    return lockOf(table, lookUp(table, key).position)
  } catch (error) {
    if (isServiceError(error)) return undefined
    throw error
  }
}
