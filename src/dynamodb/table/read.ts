/** Query and Scan for `Table`: their parameters, one page, or all pages as one array. */
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { toKeyConditionExpression } from './key-conditions.ts'
import { type CallSite } from '../values/marshal.ts'
import { callTable, type TableHandle } from './access.ts'
import {
  applyOptions,
  QUERY_OPTIONS,
  SCAN_OPTIONS,
  type ExpressionOptions,
  type Input,
} from './options.ts'
import { rooms } from '../rooms.ts'
import { toCallerItem } from './caller-item.ts'
import type { Item } from '../values/values.ts'

export type { KeyConditions } from './key-conditions.ts'
export type { PageOptions, QueryOptions, ScanOptions } from './options.ts'

/** One page of a query or scan, with DynamoDB's page limits. */
export interface Page<ItemType extends object> {
  /** The items that passed the filter. */
  readonly items: ItemType[]
  /** The `startKey` of the next page; undefined on the last page. */
  readonly lastKey: Partial<ItemType> | undefined
  /** The number of items on the page. */
  readonly count: number
  /** The number of items that DynamoDB read, before the filter. */
  readonly scannedCount: number
  /** The read capacity units of this page. */
  readonly consumedCapacity: number
}

interface Output {
  readonly Items?: readonly Item[]
  readonly Count: number
  readonly ScannedCount: number
  readonly LastEvaluatedKey?: Item
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number }
}

/** A read and its caller, for error messages. */
interface Read {
  readonly handle: TableHandle
  readonly operation: 'Query' | 'Scan'
  readonly site: CallSite
  readonly conditions?: unknown
}

/** The input of Query, from conditions as data or from a KeyConditionExpression. */
function queryInput(
  { name }: TableHandle,
  conditions: unknown,
  options: ExpressionOptions | undefined,
  site: CallSite,
  more: readonly string[] = [],
): Input {
  const input: Input = { TableName: name }
  if (typeof conditions === 'string') {
    input.KeyConditionExpression = conditions
  } else {
    const data = checkConditions(conditions, site)
    const { expression, names, values } = toKeyConditionExpression(data, site, {
      names: options?.names,
      values: options?.values,
    })
    input.KeyConditionExpression = expression
    if (names) input.ExpressionAttributeNames = names
    if (values) input.ExpressionAttributeValues = values
  }
  applyOptions(input, options, [...QUERY_OPTIONS, ...more], site)
  return input
}

function checkConditions(conditions: unknown, site: CallSite): object {
  const expected = "key conditions, such as { customerId: 'c1' }"
  if (typeof conditions !== 'object' || conditions === null || Array.isArray(conditions)) {
    const saw = `${site.caller}: the key conditions are ${nameOf(conditions)}.`
    throw new MisuseError(saw, expected)
  }
  if (Object.keys(conditions).length > 0) return conditions
  throw new MisuseError(
    `${site.caller}: the key conditions are empty.`,
    expected,
    'To read every item, use scan().',
  )
}

function scanInput(
  { name }: TableHandle,
  options: object | undefined,
  site: CallSite,
  more: readonly string[] = [],
): Input {
  const input: Input = { TableName: name }
  applyOptions(input, options, [...SCAN_OPTIONS, ...more], site)
  return input
}

export function queryAll<ItemType extends object>(
  handle: TableHandle,
  conditions: unknown,
  options: ExpressionOptions | undefined,
  site: CallSite,
): ItemType[] {
  const input = queryInput(handle, conditions, options, site)
  return readAll({ handle, operation: 'Query', site, conditions }, input)
}

export function queryPage<ItemType extends object>(
  handle: TableHandle,
  conditions: unknown,
  options: ExpressionOptions | undefined,
  site: CallSite,
): Page<ItemType> {
  const input = queryInput(handle, conditions, options, site, ['startKey'])
  return readPage({ handle, operation: 'Query', site, conditions }, input)
}

export function scanAll<ItemType extends object>(
  handle: TableHandle,
  options: object | undefined,
  site: CallSite,
): ItemType[] {
  const input = scanInput(handle, options, site)
  return readAll({ handle, operation: 'Scan', site }, input)
}

export function scanPage<ItemType extends object>(
  handle: TableHandle,
  options: object | undefined,
  site: CallSite,
): Page<ItemType> {
  const input = scanInput(handle, options, site, ['startKey'])
  return readPage({ handle, operation: 'Scan', site }, input)
}

/** Reads all pages. Here `Limit` counts results, after the filter. */
function readAll<ItemType extends object>(read: Read, input: Input): ItemType[] {
  const { Limit: limit, ...parameters } = input
  const items: ItemType[] = []
  if (limit !== undefined && parameters.FilterExpression === undefined) parameters.Limit = limit
  for (;;) {
    // The journal keeps the input of each call, so each page needs a new object.
    const page = call(read, { ...parameters })
    for (const item of page.Items ?? []) {
      if (items.push(toCallerItem(item)) === limit) return items
    }
    if (!page.LastEvaluatedKey) return items
    parameters.ExclusiveStartKey = page.LastEvaluatedKey
  }
}

function readPage<ItemType extends object>(read: Read, input: Input): Page<ItemType> {
  const page = call(read, { ...input, ReturnConsumedCapacity: 'TOTAL' })
  return {
    items: (page.Items ?? []).map(toCallerItem<ItemType>),
    lastKey: page.LastEvaluatedKey && toCallerItem<Partial<ItemType>>(page.LastEvaluatedKey),
    count: page.Count,
    scannedCount: page.ScannedCount,
    consumedCapacity: page.ConsumedCapacity?.CapacityUnits ?? 0,
  }
}

function call({ handle, operation, site, conditions }: Read, parameters: Input): Output {
  try {
    return callTable(handle, operation, parameters)
  } catch (error) {
    throw rooms.tableHints().explain(handle, error, parameters, site, conditions)
  }
}
