/** The last steps of PutItem, UpdateItem and DeleteItem: check, commit, respond. */
import type { CallContext } from '../../core/world/world.ts'
import { addWriteUnits, isAsked, noUnits, toConsumedCapacity } from '../capacity/units.ts'
import { toCollectionMetrics } from '../capacity/collection-metrics.ts'
import { checkCondition, type ConditionInput } from '../expressions/conditions.ts'
import type { Condition } from '../expressions/grammar/tree.ts'
import { checkUnlocked } from '../state/locks.ts'
import type { ExpressionInput } from '../expressions/parameters.ts'
import type { DynamoDbState } from '../state/state.ts'
import type { Change } from '../storage/change.ts'
import type { StoredItem } from '../values/stored-item.ts'
import type { TableState } from '../storage/table.ts'
import { commitWrite } from '../storage/write.ts'
import type { Item } from '../values/values.ts'

/** The members that the three operations share. */
export interface WriteInput extends ConditionInput, ExpressionInput {
  readonly TableName: string
  readonly ReturnValues?: string
  readonly ReturnConsumedCapacity?: string
  readonly ReturnItemCollectionMetrics?: string
}

/** Checks that no transaction locks the item and that the condition is true for the stored item. */
export function checkMayWrite(
  state: DynamoDbState,
  table: TableState,
  at: { readonly position: Change['position']; readonly old: StoredItem | undefined },
  condition: Condition | undefined,
  input: ConditionInput,
): void {
  checkUnlocked(state, table, at.position)
  checkCondition(condition, at.old, input)
}

/**
 * Commits the change and returns the response with the requested capacity and metrics. `key` is the
 * item's key, or the item.
 */
export function commitAndAnswer(
  table: TableState,
  change: Change,
  input: WriteInput,
  key: Item,
  context: CallContext,
): { Attributes?: Item; ConsumedCapacity?: object; ItemCollectionMetrics?: object } {
  const { ReturnConsumedCapacity, ReturnItemCollectionMetrics } = input
  const answer: ReturnType<typeof commitAndAnswer> = {}
  if (isAsked(ReturnConsumedCapacity)) {
    const units = noUnits()
    addWriteUnits(units, table, change)
    answer.ConsumedCapacity = toConsumedCapacity(input.TableName, units, ReturnConsumedCapacity)
  }
  commitWrite(table, change, context)
  const metrics = toCollectionMetrics(table, key, ReturnItemCollectionMetrics)
  if (metrics) answer.ItemCollectionMetrics = metrics
  return answer
}
