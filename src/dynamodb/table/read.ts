/** Query and Scan as `Table` offers them: parameters, pages, and all pages as one array. */
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { toKeyConditionExpression } from './key-conditions.ts'
import { type CallSite } from '../values/marshal.ts'
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
  readonly site: CallSite
  readonly conditions?: unknown
}

/** The input of Query for conditions as data or as an expression. */
function queryInput(
  { name }: TableHandle,
  conditions: unknown,
  options: object | undefined,
  site: CallSite,
  more: readonly string[] = [],
): Input {
  const input: Input = { TableName: name }
  if (typeof conditions === 'string') {
    input.KeyConditionExpression = conditions
  } else {
    const taken = (options ?? {}) as { names?: object; values?: object }
    const data = checkConditions(conditions, site)
    const { expression, names, values } = toKeyConditionExpression(data, site, {
      names: taken.names,
      values: taken.values,
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
    `${site.caller}: there is no key condition.`,
    expected,
    'Every item: scan().',
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

export function queryAll(
  handle: TableHandle,
  conditions: unknown,
  options: object | undefined,
  site: CallSite,
): object[] {
  const input = queryInput(handle, conditions, options, site)
  return readAll({ handle, operation: 'Query', site, conditions }, input)
}

export function queryPage(
  handle: TableHandle,
  conditions: unknown,
  options: object | undefined,
  site: CallSite,
): Page<object> {
  const input = queryInput(handle, conditions, options, site, ['startKey'])
  return readPage({ handle, operation: 'Query', site, conditions }, input)
}

export function scanAll(
  handle: TableHandle,
  options: object | undefined,
  site: CallSite,
): object[] {
  const input = scanInput(handle, options, site)
  return readAll({ handle, operation: 'Scan', site }, input)
}

export function scanPage(
  handle: TableHandle,
  options: object | undefined,
  site: CallSite,
): Page<object> {
  const input = scanInput(handle, options, site, ['startKey'])
  return readPage({ handle, operation: 'Scan', site }, input)
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

function call({ handle, operation, site, conditions }: Read, parameters: Input): Output {
  try {
    return callTable(handle, operation, parameters)
  } catch (error) {
    throw explain(handle, error, parameters, site, conditions)
  }
}
