/** Single items: put, get, update, delete, by the operations that the SDK reaches. */
import type { Draft } from 'immer'
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { checkKey } from '../keys/key-checks.ts'
import { toItem, type CallSite } from '../values/marshal.ts'
import { callTable, readTable, type TableHandle } from './access.ts'
import { lookUp } from '../storage/write.ts'
import { applyOptions, GET_OPTIONS, WRITE_OPTIONS, type Input } from './options.ts'
import { explain } from './hints.ts'
import { rooms } from '../rooms.ts'
import { fromItem } from '../values/unmarshal.ts'
import { checkItemValues } from '../values/value-checks.ts'
import { newItem, type Item } from '../values/values.ts'

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
  site: CallSite,
): object | undefined {
  const input: Input = {
    TableName: handle.name,
    Item: toItem(item, site),
    ReturnValues: 'ALL_OLD',
  }
  applyOptions(input, options, WRITE_OPTIONS, site)
  const { Attributes } = callTable<Output>(handle, 'PutItem', input)
  return Attributes && fromItem(Attributes)
}

export function getItem(
  handle: TableHandle,
  key: object,
  options: object | undefined,
  site: CallSite,
): object | undefined {
  const input = keyInput(handle, key, site)
  applyOptions(input, options, GET_OPTIONS, site)
  const { Item } = call(handle, 'GetItem', input, site)
  return Item && fromItem(Item)
}

export function deleteItem(
  handle: TableHandle,
  key: object,
  options: object | undefined,
  site: CallSite,
): object | undefined {
  const input = keyInput(handle, key, site)
  input.ReturnValues = 'ALL_OLD'
  applyOptions(input, options, WRITE_OPTIONS, site)
  const { Attributes } = call(handle, 'DeleteItem', input, site)
  return Attributes && fromItem(Attributes)
}

export function updateItem(
  handle: TableHandle,
  key: object,
  change: unknown,
  options: object | undefined,
  site: CallSite,
): object {
  const input = keyInput(handle, key, site)
  input.ReturnValues = 'ALL_NEW'
  applyOptions(input, options, WRITE_OPTIONS, site)
  if (typeof change === 'string') {
    input.UpdateExpression = change
  } else if (typeof change === 'function') {
    const current = currentItem(handle, input, site)
    rooms.recipe().applyRecipe(input, current, change as (draft: never) => unknown, site)
  } else {
    throw new MisuseError(
      `${site.caller} got ${nameOf(change)} as the change.`,
      "a recipe, draft => { draft.amount += 1 }, or an UpdateExpression, 'SET amount = :a'",
    )
  }
  return fromItem(call(handle, 'UpdateItem', input, site).Attributes ?? newItem())
}

/** The item a recipe starts from; a missing one starts as its key. Reading it is a part of the update, not a call. */
function currentItem(handle: TableHandle, input: Input, site: CallSite): Item {
  return guard(handle, input, site, () => {
    const table = readTable(handle)
    const key = checkItemValues(input.Key as Item)
    checkKey(table.plan, key)
    return lookUp(table, key).old?.item ?? key
  })
}

const keyInput = ({ name }: TableHandle, key: object, site: CallSite): Input => {
  if (typeof key !== 'object' || key === null) {
    throw new MisuseError(`${site.caller}: the key is ${nameOf(key)}.`, "such as { id: '1' }")
  }
  return { TableName: name, Key: toItem(key, site) }
}

const call = (handle: TableHandle, operation: string, input: Input, site: CallSite): Output =>
  guard(handle, input, site, () => callTable<Output>(handle, operation, input))

function guard<Result>(
  handle: TableHandle,
  input: Input,
  site: CallSite,
  run: () => Result,
): Result {
  try {
    return run()
  } catch (error) {
    throw explain(handle, error, input, site)
  }
}
