/** Turns the write statements of a transaction into actions of TransactWriteItems. */
import { isServiceError } from '../../../core/errors.ts'
import type { ConditionInput } from '../../expressions/conditions.ts'
import type { Condition } from '../../expressions/grammar/tree.ts'
import { checkKey } from '../../keys/key-checks.ts'
import { sizeOfItem } from '../../values/sizes.ts'
import type { TablePlan } from '../../schema/plan.ts'
import type { Action } from '../../transactions/request.ts'
import { storedItem } from '../../values/stored-item.ts'
import { checkItemValues } from '../../values/value-checks.ts'
import { existsNeedsCondition } from '../errors.ts'
import { deleteCondition, keyIn, updateCondition, type KeyAndFilters } from '../plan/key-in.ts'
import type {
  DeleteStatement,
  ExistsStatement,
  InsertStatement,
  UpdateStatement,
} from '../grammar/statement.ts'

export type TransactWrite = InsertStatement | UpdateStatement | DeleteStatement | ExistsStatement

/** The action of a statement. Undefined if WHERE does not have the key of one item. */
export function toAction(
  plan: TablePlan,
  statement: TransactWrite,
  input: ConditionInput,
): Action | undefined {
  const shared = { tableName: statement.table, input, stored: undefined, update: undefined }
  if (statement.type === 'insert') return insertAction(plan, statement, input)
  if (statement.type === 'exists') {
    const { key, filters } = existsKey(plan, statement)
    return {
      ...shared,
      kind: 'check',
      key,
      condition: { type: 'and', conditions: filters },
      size: sizeOfItem(key),
    }
  }
  const found = singleKey(plan, statement.where)
  if (!found) return undefined
  const { key, filters } = found
  const size = sizeOfItem(key)
  if (statement.type === 'delete')
    return { ...shared, kind: 'delete', key, condition: deleteCondition(plan, filters), size }
  const condition = updateCondition(plan, filters)
  return { ...shared, kind: 'update', key, condition, update: statement.update, size }
}

function insertAction(
  plan: TablePlan,
  { table, item }: InsertStatement,
  input: ConditionInput,
): Action {
  const values = checkItemValues(item)
  const stored = storedItem(values, sizeOfItem(values))
  return {
    kind: 'put',
    tableName: table,
    input,
    key: stored.item,
    condition: { type: 'notExists', path: [plan.attributes[0].name] },
    stored,
    update: undefined,
    size: stored.size,
  }
}

function existsKey(plan: TablePlan, { where }: ExistsStatement): KeyAndFilters {
  const found = singleKey(plan, where)
  if (!found || found.filters.length === 0) throw existsNeedsCondition()
  return found
}

/** The key in WHERE, if it is a valid key of the table. */
function singleKey(plan: TablePlan, where: readonly Condition[]): KeyAndFilters | undefined {
  try {
    const found = keyIn(plan, where)
    checkKey(plan, found.key)
    return found
  } catch (error) {
    if (isServiceError(error)) return undefined
    throw error
  }
}
