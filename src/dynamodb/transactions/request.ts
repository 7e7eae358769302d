/** Parses the actions of TransactWriteItems, with the checks that do not need the tables. */
import {
  parseConditionOf,
  type CheckedCondition,
  type ConditionInput,
} from '../expressions/conditions.ts'
import { kindOf } from '../errors.ts'
import { notOneAction } from './errors.ts'
import type { Update } from '../expressions/grammar/tree.ts'
import { parseUpdateOf } from '../writes/update.ts'
import { scopeOf, type ExpressionInput } from '../expressions/parameters.ts'
import type { StoredItem } from '../values/stored-item.ts'
import { sizeOfItem, sizeOfValue } from '../values/sizes.ts'
import { checkItemValues, measureItem } from '../values/value-checks.ts'
import { newItem, type Item } from '../values/values.ts'

interface ActionInput extends ConditionInput, ExpressionInput {
  readonly TableName: string
}

export interface TransactWriteItem {
  readonly ConditionCheck?: ActionInput & { readonly Key: Item }
  readonly Put?: ActionInput & { readonly Item: Item }
  readonly Delete?: ActionInput & { readonly Key: Item }
  readonly Update?: ActionInput & { readonly Key: Item; readonly UpdateExpression: string }
}

export interface TransactWriteItemsInput {
  readonly TransactItems: readonly TransactWriteItem[]
  readonly ClientRequestToken?: string
  readonly ReturnConsumedCapacity?: string
  readonly ReturnItemCollectionMetrics?: string
}

export interface Action {
  readonly kind: 'check' | 'put' | 'delete' | 'update'
  /** The name or ARN in the request. */
  readonly tableName: string
  readonly input: ConditionInput
  /** The key, or the item that is put. */
  readonly key: Item
  readonly condition: CheckedCondition
  readonly stored: StoredItem | undefined
  readonly update: Update | undefined
  /** The size that counts towards the limit of 4 MB. */
  readonly size: number
}

/** The members of all four actions. */
interface AnyActionInput extends ActionInput {
  readonly Item?: Item
  readonly Key?: Item
  readonly UpdateExpression?: string
}

export function toAction(item: TransactWriteItem): Action {
  const [given, ...others] = givenIn(item)
  if (!given || others.length > 0) throw notOneAction()
  const [kind, input] = given
  const values = checkedValues(input)
  // AWS, as observed by peers in October 2026: a Put that is too large is an error of the request,
  // an Update that makes its item too large is a cancellation reason.
  const stored = input.Item && measureItem(values)
  return {
    kind,
    tableName: input.TableName,
    input,
    key: values,
    stored,
    ...parseExpressionsOf(input),
    size: stored?.size ?? sizeOfItem(values) + sizeOfValues(input),
  }
}

function givenIn(item: TransactWriteItem): (readonly [Action['kind'], AnyActionInput])[] {
  const { ConditionCheck, Put, Delete, Update } = item
  const given: (readonly [Action['kind'], AnyActionInput])[] = []
  if (ConditionCheck) given.push(['check', ConditionCheck])
  if (Put) given.push(['put', Put])
  if (Delete) given.push(['delete', Delete])
  if (Update) given.push(['update', Update])
  return given
}

/**
 * Checks the item or key. AWS, as observed by peers in autumn 2026: an expression of the same action
 * that does not parse is reported before a key that is nested too deeply.
 * Unverified: before an item of a Put, too.
 */
function checkedValues(input: AnyActionInput): Item {
  try {
    return checkItemValues(input.Item ?? input.Key ?? newItem())
  } catch (error) {
    if (kindOf(error) === 'tooDeep') parseExpressionsOf(input)
    throw error
  }
}

/** AWS, as captured by a peer: a transaction accepts names and values that no expression uses. */
function parseExpressionsOf(
  input: ActionInput & { readonly UpdateExpression?: string },
): Pick<Action, 'condition' | 'update'> {
  // AWS, as captured by a peer in September 2026 (eu-west-2, us-east-1): a value that is nested too
  // deeply cancels the Update that would store it; a ConditionCheck accepts it.
  // https://github.com/paritysuite/dynamodb-conformance/pull/178
  // Unverified: conditions of the other actions accept it, too.
  const scope = scopeOf(input, false)
  if (input.ConditionExpression === undefined && input.UpdateExpression === undefined) {
    return { condition: undefined, update: undefined }
  }
  const update = input.UpdateExpression === undefined ? undefined : parseUpdateOf(input, scope)
  const condition = parseConditionOf(input, scope)
  scope.checkAllUsed()
  return { condition, update }
}

// Unverified: an update counts its key and its ExpressionAttributeValues.
function sizeOfValues({ ExpressionAttributeValues }: ExpressionInput): number {
  let size = 0
  for (const value of Object.values(ExpressionAttributeValues ?? {})) size += sizeOfValue(value)
  return size
}
