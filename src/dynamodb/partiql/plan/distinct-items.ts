/** The items that the statements of a batch are about. */
import { isServiceError } from '../../../core/errors.ts'
import { duplicateKeys } from '../../keys/errors.ts'
import { checkKey, pickKey } from '../../keys/key-checks.ts'
import { lockOf } from '../../state/locks.ts'
import { findTable, type DynamoDbState } from '../../state/state.ts'
import { lookUp } from '../../storage/write.ts'
import { keyIn } from './key-in.ts'
import type { Statement } from '../grammar/statement.ts'

/** AWS, as captured by a peer (eu-west-2): two statements about one item are the whole batch's fault. */
export function checkDistinctItems(state: DynamoDbState, statements: readonly Statement[]): void {
  const seen = new Set<string>()
  for (const statement of statements) {
    const item = lockOfStatement(state, statement)
    if (item === undefined) continue
    if (seen.has(item)) throw duplicateKeys()
    seen.add(item)
  }
}

/** What tells the statement's item from others; undefined where it names none, which is said when it runs. */
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
