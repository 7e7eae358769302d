/** Single items: put, get, update, delete, by the operations that the SDK reaches. */
import type { Draft } from 'immer'
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { checkKey } from '../keys/key-checks.ts'
import { toItem, type Purpose } from '../values/marshal.ts'
import { callTable, readTable, type TableHandle } from './access.ts'
import { lookUp } from '../storage/write.ts'
import { applyOptions, GET_OPTIONS, WRITE_OPTIONS, type Input } from './options.ts'
import { explain } from './hints.ts'
import { applyRecipe } from './recipe.ts'
import { fromItem } from '../values/unmarshal.ts'
import { checkItemValues } from '../values/value-checks.ts'
import type { Item } from '../values/values.ts'

export type { GetOptions, WriteOptions } from './options.ts'

/** Changes a draft of the item in place, as immer has it. What it returns does not matter, unless it is another item. */
export type Recipe<ItemType extends object> = (draft: Draft<ItemType>) => unknown

interface Output {
  readonly Attributes?: Item
  readonly Item?: Item
}

export function putItem(
  handle: TableHandle,
  item: object,
  options: object | undefined,
  purpose: Purpose,
): object | undefined {
  const input: Input = {
    TableName: handle.name,
    Item: toItem(item, purpose),
    ReturnValues: 'ALL_OLD',
  }
  applyOptions(input, options, WRITE_OPTIONS, purpose)
  const { Attributes } = callTable<Output>(handle, 'PutItem', input)
  return Attributes && fromItem(Attributes)
}

export function getItem(
  handle: TableHandle,
  key: object,
  options: object | undefined,
  purpose: Purpose,
): object | undefined {
  const input = keyInput(handle, key, purpose)
  applyOptions(input, options, GET_OPTIONS, purpose)
  const { Item } = call(handle, 'GetItem', input, purpose)
  return Item && fromItem(Item)
}

export function deleteItem(
  handle: TableHandle,
  key: object,
  options: object | undefined,
  purpose: Purpose,
): object | undefined {
  const input = keyInput(handle, key, purpose)
  input.ReturnValues = 'ALL_OLD'
  applyOptions(input, options, WRITE_OPTIONS, purpose)
  const { Attributes } = call(handle, 'DeleteItem', input, purpose)
  return Attributes && fromItem(Attributes)
}

export function updateItem(
  handle: TableHandle,
  key: object,
  change: unknown,
  options: object | undefined,
  purpose: Purpose,
): object {
  const input = keyInput(handle, key, purpose)
  input.ReturnValues = 'ALL_NEW'
  applyOptions(input, options, WRITE_OPTIONS, purpose)
  if (typeof change === 'string') {
    input.UpdateExpression = change
  } else if (typeof change === 'function') {
    const current = currentItem(handle, input, purpose)
    applyRecipe(input, current, change as (draft: never) => unknown, purpose)
  } else {
    throw new MisuseError(
      `${purpose.caller} got ${nameOf(change)} as the change.`,
      "a recipe, draft => { draft.amount += 1 }, or an UpdateExpression, 'SET amount = :a'",
    )
  }
  return fromItem(call(handle, 'UpdateItem', input, purpose).Attributes!)
}

/** The item a recipe starts from; a missing one starts as its key. Reading it is a part of the update, not a call. */
function currentItem(handle: TableHandle, input: Input, purpose: Purpose): Item {
  return guard(handle, input, purpose, () => {
    const table = readTable(handle)
    const key = checkItemValues(input.Key as Item)
    checkKey(table.plan, key)
    return lookUp(table, key).old?.item ?? key
  })
}

const keyInput = ({ name }: TableHandle, key: object, purpose: Purpose): Input => {
  if (typeof key !== 'object' || key === null) {
    throw new MisuseError(`${purpose.caller}: the key is ${nameOf(key)}.`, "such as { id: '1' }")
  }
  return { TableName: name, Key: toItem(key, purpose) }
}

const call = (handle: TableHandle, operation: string, input: Input, purpose: Purpose): Output =>
  guard(handle, input, purpose, () => callTable<Output>(handle, operation, input))

function guard<Result>(
  handle: TableHandle,
  input: Input,
  purpose: Purpose,
  run: () => Result,
): Result {
  try {
    return run()
  } catch (error) {
    throw explain(handle, error, input, purpose)
  }
}
