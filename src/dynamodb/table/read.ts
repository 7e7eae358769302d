/** Query and Scan as `Table` offers them: parameters, pages, and all pages as one array. */
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { toKeyConditionExpression } from './key-conditions.ts'
import { type Purpose } from '../values/marshal.ts'
import { callTable, type TableHandle } from './access.ts'
import { explain } from './hints.ts'
import { applyOptions, QUERY_OPTIONS, SCAN_OPTIONS, type Input } from './options.ts'
import { fromItem } from '../values/unmarshal.ts'
import type { Item } from '../values/values.ts'

export type { KeyConditions } from './key-conditions.ts'
export type { PageOptions, QueryOptions, ScanOptions } from './options.ts'

/** One page, as DynamoDB cuts it. */
export interface Page<ItemType extends object> {
  /** The items that passed the filter. */
  readonly items: ItemType[]
  /** Where the next page begins, for `startKey`; undefined at the end. */
  readonly lastKey: Partial<ItemType> | undefined
  /** Number of items. */
  readonly count: number
  /** How many were read before the filter. */
  readonly scannedCount: number
  /** Read units. */
  readonly consumedCapacity: number
}

interface Output {
  readonly Items?: readonly Item[]
  readonly Count: number
  readonly ScannedCount: number
  readonly LastEvaluatedKey?: Item
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number }
}

/** Who reads what, for the messages of what goes wrong. */
interface Read {
  readonly handle: TableHandle
  readonly operation: 'Query' | 'Scan'
  readonly purpose: Purpose
  readonly conditions?: unknown
}

/** The input of Query for conditions as data or as an expression. */
function queryInput(
  { name }: TableHandle,
  conditions: unknown,
  options: object | undefined,
  purpose: Purpose,
  more: readonly string[] = [],
): Input {
  const input: Input = { TableName: name }
  if (typeof conditions === 'string') {
    input.KeyConditionExpression = conditions
  } else {
    const taken = (options ?? {}) as { names?: object; values?: object }
    const data = checkConditions(conditions, purpose)
    const { expression, names, values } = toKeyConditionExpression(data, purpose, {
      names: taken.names,
      values: taken.values,
    })
    input.KeyConditionExpression = expression
    if (names) input.ExpressionAttributeNames = names
    if (values) input.ExpressionAttributeValues = values
  }
  applyOptions(input, options, [...QUERY_OPTIONS, ...more], purpose)
  return input
}

function checkConditions(conditions: unknown, purpose: Purpose): object {
  const expected = "key conditions, such as { customerId: 'c1' }"
  if (typeof conditions !== 'object' || conditions === null || Array.isArray(conditions)) {
    const saw = `${purpose.caller}: the key conditions are ${nameOf(conditions)}.`
    throw new MisuseError(saw, expected)
  }
  if (Object.keys(conditions).length > 0) return conditions
  throw new MisuseError(
    `${purpose.caller}: there is no key condition.`,
    expected,
    'Every item: scan().',
  )
}

function scanInput(
  { name }: TableHandle,
  options: object | undefined,
  purpose: Purpose,
  more: readonly string[] = [],
): Input {
  const input: Input = { TableName: name }
  applyOptions(input, options, [...SCAN_OPTIONS, ...more], purpose)
  return input
}

export function queryAll(
  handle: TableHandle,
  conditions: unknown,
  options: object | undefined,
  purpose: Purpose,
): object[] {
  const input = queryInput(handle, conditions, options, purpose)
  return readAll({ handle, operation: 'Query', purpose, conditions }, input)
}

export function queryPage(
  handle: TableHandle,
  conditions: unknown,
  options: object | undefined,
  purpose: Purpose,
): Page<object> {
  const input = queryInput(handle, conditions, options, purpose, ['startKey'])
  return readPage({ handle, operation: 'Query', purpose, conditions }, input)
}

export function scanAll(
  handle: TableHandle,
  options: object | undefined,
  purpose: Purpose,
): object[] {
  const input = scanInput(handle, options, purpose)
  return readAll({ handle, operation: 'Scan', purpose }, input)
}

export function scanPage(
  handle: TableHandle,
  options: object | undefined,
  purpose: Purpose,
): Page<object> {
  const input = scanInput(handle, options, purpose, ['startKey'])
  return readPage({ handle, operation: 'Scan', purpose }, input)
}

/** All pages. `Limit` counts results here, after the filter. */
function readAll(read: Read, input: Input): object[] {
  const { Limit: limit, ...parameters } = input
  const items: object[] = []
  if (limit !== undefined && parameters.FilterExpression === undefined) parameters.Limit = limit
  for (;;) {
    // The input of a call is on record: each page has one of its own.
    const page = call(read, { ...parameters })
    for (const item of page.Items ?? []) {
      if (items.push(fromItem(item)) === limit) return items
    }
    if (!page.LastEvaluatedKey) return items
    parameters.ExclusiveStartKey = page.LastEvaluatedKey
  }
}

function readPage(read: Read, input: Input): Page<object> {
  const page = call(read, { ...input, ReturnConsumedCapacity: 'TOTAL' })
  return {
    items: (page.Items ?? []).map(fromItem),
    lastKey: page.LastEvaluatedKey && fromItem(page.LastEvaluatedKey),
    count: page.Count,
    scannedCount: page.ScannedCount,
    consumedCapacity: page.ConsumedCapacity?.CapacityUnits ?? 0,
  }
}

function call({ handle, operation, purpose, conditions }: Read, parameters: Input): Output {
  try {
    return callTable(handle, operation, parameters)
  } catch (error) {
    throw explain(handle, error, parameters, purpose, conditions)
  }
}
