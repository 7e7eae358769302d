/**
 * Runs INSERT, UPDATE and DELETE of one item, with the steps of PutItem, UpdateItem and DeleteItem.
 */
import type { CallContext } from '../../../core/world/world.ts'
import { checkUpdateFits, returnedAttributes, updatedItem } from '../../writes/update.ts'
import { checkMayWrite, commitAndAnswer, type WriteInput } from '../../writes/commit.ts'
import { checkIndexKeys, checkItemKey, checkKey } from '../../keys/key-checks.ts'
import { checkLocalEntries } from '../../keys/local-entries.ts'
import { ownTable, tableOf, type DynamoDbState } from '../../state/state.ts'
import { changeOf } from '../../storage/change.ts'
import { deleteChange, lookUp, putChange } from '../../storage/write.ts'
import { checkItemValues, measureItem } from '../../values/value-checks.ts'
import type { Item } from '../../values/values.ts'
import { duplicateItem, notOnIndex } from '../errors.ts'
import { deleteCondition, keyIn, updateCondition } from '../plan/key-in.ts'
import type {
  DeleteStatement,
  InsertStatement,
  Returning,
  Statement,
  UpdateStatement,
} from '../grammar/statement.ts'

export type WriteOptions = Pick<
  WriteInput,
  'ReturnConsumedCapacity' | 'ReturnValuesOnConditionCheckFailure'
>

export interface Written {
  /** The item of RETURNING. */
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
  if (statement.index !== undefined) throw notOnIndex()
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
  checkLocalEntries(plan, stored)
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
