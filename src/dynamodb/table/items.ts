/** Single items: put, get, update and delete, through the same operations as the SDK. */
import type { Draft } from 'immer'
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { checkKey } from '../keys/key-checks.ts'
import { toItem, type CallSite } from '../values/marshal.ts'
import { callTable, readTable, type TableHandle } from './access.ts'
import { lookUp } from '../storage/write.ts'
import type { Input } from './options.ts'
import { rooms } from '../rooms.ts'
import { toCallerItem } from './caller-item.ts'
import { checkItemValues } from '../values/value-checks.ts'
import { newItem, type Item } from '../values/values.ts'

export type { GetOptions, WriteOptions } from './options.ts'

/**
 * Changes an immer draft of the item in place. Its result is ignored unless it is another item,
 * which then replaces the draft.
 */
export type Recipe<ItemType extends object> = (draft: Draft<ItemType>) => unknown

/** Loads the options' room with the first call that has some. */
function applyOptions(
  input: Input,
  options: object | undefined,
  known: 'GET_OPTIONS' | 'WRITE_OPTIONS',
  site: CallSite,
): void {
  if (options === undefined) return
  const room = rooms.tableOptions()
  room.applyOptions(input, options, room[known], site)
}

interface Output {
  readonly Attributes?: Item
  readonly Item?: Item
}

export function putItem<ItemType extends object>(
  handle: TableHandle,
  item: ItemType,
  options: object | undefined,
  site: CallSite,
): ItemType | undefined {
  const input: Input = {
    TableName: handle.name,
    Item: toItem(item, site),
    ReturnValues: 'ALL_OLD',
  }
  applyOptions(input, options, 'WRITE_OPTIONS', site)
  const { Attributes } = call(handle, 'PutItem', input, site)
  return Attributes && toCallerItem<ItemType>(Attributes)
}

export function getItem<ItemType extends object>(
  handle: TableHandle,
  key: object,
  options: object | undefined,
  site: CallSite,
): ItemType | undefined {
  const input = keyInput(handle, key, site)
  applyOptions(input, options, 'GET_OPTIONS', site)
  const { Item } = call(handle, 'GetItem', input, site)
  return Item && toCallerItem(Item)
}

export function deleteItem<ItemType extends object>(
  handle: TableHandle,
  key: object,
  options: object | undefined,
  site: CallSite,
): ItemType | undefined {
  const input = keyInput(handle, key, site)
  input.ReturnValues = 'ALL_OLD'
  applyOptions(input, options, 'WRITE_OPTIONS', site)
  const { Attributes } = call(handle, 'DeleteItem', input, site)
  return Attributes && toCallerItem(Attributes)
}

export function updateItem<ItemType extends object>(
  handle: TableHandle,
  key: object,
  change: string | ((draft: never) => unknown),
  options: object | undefined,
  site: CallSite,
): ItemType {
  const input = keyInput(handle, key, site)
  input.ReturnValues = 'ALL_NEW'
  applyOptions(input, options, 'WRITE_OPTIONS', site)
  if (typeof change === 'string') {
    input.UpdateExpression = change
  } else if (typeof change === 'function') {
    const current = currentItem(handle, input, site)
    rooms.recipe().applyRecipe(input, current, change, site)
  } else {
    throw new MisuseError(
      `${site.caller} received ${nameOf(change)} as the change.`,
      "a recipe, draft => { draft.amount += 1 }, or an UpdateExpression, 'SET amount = :a'",
    )
  }
  return toCallerItem(call(handle, 'UpdateItem', input, site).Attributes ?? newItem())
}

/**
 * The item that a recipe starts from; a missing item starts as its key. This read belongs to the
 * update, so it leaves no record.
 */
function currentItem(handle: TableHandle, input: KeyInput, site: CallSite): Item {
  return guard(handle, input, site, () => {
    const table = readTable(handle)
    const key = checkItemValues(input.Key)
    checkKey(table.plan, key)
    return lookUp(table, key).old?.item ?? key
  })
}

interface KeyInput extends Input {
  readonly Key: Item
}

const keyInput = ({ name }: TableHandle, key: object, site: CallSite): KeyInput => {
  if (typeof key !== 'object' || key === null) {
    throw new MisuseError(`${site.caller}: the key is ${nameOf(key)}.`, "a key such as { id: '1' }")
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
    throw rooms.tableHints().explain(handle, error, input, site)
  }
}
