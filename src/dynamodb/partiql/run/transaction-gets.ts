/** Turns SELECTs of single items into gets, for transactions and batches. */
import { isServiceError } from '../../../core/errors.ts'
import type { Clock } from '../../../core/time/clock.ts'
import type { Condition } from '../../expressions/grammar/tree.ts'
import { tableOf, type DynamoDbState } from '../../state/state.ts'
import type { TablePlan } from '../../schema/plan.ts'
import type { BoundGet } from '../../transactions/reads.ts'
import { readOnIndexInTransaction, selectNeedsKey } from '../errors.ts'
import { keyIn } from '../plan/key-in.ts'
import { checkSingleAttributes } from '../plan/source.ts'
import type { SelectStatement } from '../grammar/statement.ts'

/** The get of a SELECT. `api` is the operation, for errors. */
export function toBoundGet(
  state: DynamoDbState,
  statement: SelectStatement,
  api: 'ExecuteTransaction' | 'BatchExecuteStatement',
  clock: Pick<Clock, 'now'>,
): BoundGet {
  const table = tableOf(state, statement.table, clock)
  if (statement.index !== undefined && api === 'ExecuteTransaction')
    throw readOnIndexInTransaction()
  const index = table.plan.indexes.find(({ name }) => name === statement.index)
  if (index) checkSingleAttributes(index)
  if (statement.problem) throw statement.problem
  const found = keyAlone(table.plan, statement)
  if (!found || statement.index !== undefined) throw selectNeedsKey(api)
  return { get: { tableName: statement.table, key: found, projection: undefined }, table }
}

function keyAlone(plan: TablePlan, { where }: SelectStatement): BoundGet['get']['key'] | undefined {
  try {
    const { key, filters } = keyIn(plan, where.map(asEquality))
    return filters.length === 0 ? key : undefined
  } catch (error) {
    if (isServiceError(error)) return undefined
    throw error
  }
}

// `pk IN ['a']` is `pk = 'a'`.
function asEquality(condition: Condition): Condition {
  if (condition.type !== 'in') return condition
  const [right, ...others] = condition.candidates
  if (!right || others.length > 0) return condition
  return { type: 'compare', comparator: '=', left: condition.operand, right }
}
