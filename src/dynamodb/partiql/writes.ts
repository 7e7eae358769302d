/** INSERT, UPDATE and DELETE: one item each, by the steps of PutItem, UpdateItem and DeleteItem. */
import type { CallContext } from '../../core/service.ts'
import { equalValues } from '../compare.ts'
import { validation } from '../errors.ts'
import type { Condition } from '../expressions/tree.ts'
import { checkUpdateFits, returnedAttributes, updatedItem } from '../item-update.ts'
import { checkMayWrite, commitAndAnswer, type WriteInput } from '../item-write.ts'
import { checkIndexKeys, checkItemKey, checkKey } from '../key-checks.ts'
import { ownTable, tableOf, type DynamoDbState } from '../state.ts'
import { changeOf } from '../storage/change.ts'
import type { TablePlan } from '../storage/plan.ts'
import { deleteChange, lookUp, putChange } from '../storage/write.ts'
import { checkItemValues, measureItem } from '../value-checks.ts'
import { newItem, type Item, type MutableItem } from '../values.ts'
import { duplicateItem } from './errors.ts'
import type {
  DeleteStatement,
  InsertStatement,
  Returning,
  Statement,
  UpdateStatement,
} from './statement.ts'

export type WriteOptions = Pick<
  WriteInput,
  'ReturnConsumedCapacity' | 'ReturnValuesOnConditionCheckFailure'
>

export interface Written {
  /** What RETURNING gives, if anything. */
  readonly item: Item | undefined
  readonly consumed: object | undefined
}

export type WriteStatement = InsertStatement | UpdateStatement | DeleteStatement

export const isWrite = (statement: Statement): statement is WriteStatement =>
  statement.type !== 'select' && statement.type !== 'exists'

export function executeWrite(
  state: DynamoDbState,
  statement: WriteStatement,
  options: WriteOptions,
  context: CallContext,
): Written {
  // AWS, as captured by a peer (eu-west-2).
  if (statement.index !== undefined) throw validation('This operation is not supported on an index')
  switch (statement.type) {
    case 'insert':
      return insert(state, statement, options, context)
    case 'update':
      return update(state, statement, options, context)
    case 'delete':
      return remove(state, statement, options, context)
  }
}

function insert(
  state: DynamoDbState,
  statement: InsertStatement,
  options: WriteOptions,
  context: CallContext,
): Written {
  const { plan } = tableOf(state, statement.table, context.world.clock)
  const stored = measureItem(checkItemValues(statement.item))
  checkItemKey(plan, stored.item)
  checkIndexKeys(plan, stored.item)
  const table = ownTable(state, statement.table)
  const change = putChange(table, stored)
  const input = { ...options, TableName: statement.table }
  checkMayWrite(state, table, change, undefined, input)
  if (change.old) throw duplicateItem()
  const { ConsumedCapacity } = commitAndAnswer(table, change, input, stored.item, context)
  return { item: undefined, consumed: ConsumedCapacity }
}

function update(
  state: DynamoDbState,
  statement: UpdateStatement,
  options: WriteOptions,
  context: CallContext,
): Written {
  const { plan } = tableOf(state, statement.table, context.world.clock)
  const { key, filters } = keyIn(plan, statement.where)
  checkKey(plan, key)
  checkUpdateFits(plan, statement.update)

  const table = ownTable(state, statement.table)
  const { position, old } = lookUp(table, key)
  const input = { ...options, TableName: statement.table }
  checkMayWrite(state, table, { position, old }, updateCondition(plan, filters), input)
  const stored = updatedItem(plan, statement.update, key, old)
  const change = changeOf(plan, position, old, stored)
  const { ConsumedCapacity } = commitAndAnswer(table, change, input, key, context)
  const returnValues = RETURN_VALUES[statement.returning]
  return {
    item: returnedAttributes(returnValues, statement.update, old, stored),
    consumed: ConsumedCapacity,
  }
}

const RETURN_VALUES: Readonly<Record<Returning, string | undefined>> = {
  NONE: undefined,
  ALL_OLD: 'ALL_OLD',
  ALL_NEW: 'ALL_NEW',
  MODIFIED_OLD: 'UPDATED_OLD',
  MODIFIED_NEW: 'UPDATED_NEW',
}

function remove(
  state: DynamoDbState,
  statement: DeleteStatement,
  options: WriteOptions,
  context: CallContext,
): Written {
  const { plan } = tableOf(state, statement.table, context.world.clock)
  const { key, filters } = keyIn(plan, statement.where)
  checkKey(plan, key)
  const table = ownTable(state, statement.table)
  const change = deleteChange(table, key)
  const input = { ...options, TableName: statement.table }
  checkMayWrite(state, table, change, deleteCondition(plan, filters), input)
  const { ConsumedCapacity } = commitAndAnswer(table, change, input, key, context)
  return {
    item: statement.returning === 'ALL_OLD' ? change.old?.item : undefined,
    consumed: ConsumedCapacity,
  }
}

/** An update wants its item to be there; what else WHERE says must hold. */
export const updateCondition = (plan: TablePlan, filters: readonly Condition[]): Condition => ({
  type: 'and',
  conditions: [{ type: 'exists', path: [plan.attributes[0]!.name] }, ...filters],
})

/** A delete of what is not there is no failure. */
export const deleteCondition = (
  plan: TablePlan,
  filters: readonly Condition[],
): Condition | undefined =>
  filters.length === 0
    ? undefined
    : {
        type: 'or',
        conditions: [
          { type: 'notExists', path: [plan.attributes[0]!.name] },
          { type: 'and', conditions: filters },
        ],
      }

export interface KeyAndFilters {
  readonly key: Item
  /** What WHERE says beside the key. */
  readonly filters: readonly Condition[]
}

/** The key that WHERE names: an equality on each of its attributes. */
export function keyIn(plan: TablePlan, where: readonly Condition[]): KeyAndFilters {
  const key: MutableItem = newItem()
  const filters: Condition[] = []
  for (const condition of where) {
    const name = keyEquality(plan, condition)
    if (name === undefined) {
      filters.push(condition)
      continue
    }
    const value = (condition as { right: { value: Item[string] } }).right.value
    const known = key[name]
    if (known && !equalValues(known, value))
      throw validation(
        `Multiple conditions on same key ${name}. Only single item Update/Insert/Delete are supported`,
      )
    key[name] = value
  }
  if (plan.attributes.some(({ name }) => key[name] === undefined))
    throw validation('Where clause does not contain a mandatory equality on all key attributes')
  return { key, filters }
}

// `pk = 'a'`: the attribute's name.
function keyEquality({ names }: TablePlan, condition: Condition): string | undefined {
  if (condition.type !== 'compare' || condition.comparator !== '=') return undefined
  const { left, right } = condition
  if (left.type !== 'path' || left.path.length > 1 || right.type !== 'value') return undefined
  return names.has(left.path[0]) ? left.path[0] : undefined
}
