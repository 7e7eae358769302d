/** Options of `Table`'s methods, and what they become in an operation's input. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { toAttributeValue, toItem, type CallSite } from '../values/marshal.ts'
import { type AttributeName } from './schema.ts'
import { Placeholders } from './key-conditions.ts'
import { newItem, type MutableItem } from '../values/values.ts'

/** What `#names` and `:values` in expressions stand for. */
export interface ExpressionOptions {
  /** `{ '#s': 'status' }` */
  readonly names?: Readonly<Record<string, string>>
  /** `{ ':t': 5 }`, as plain values. */
  readonly values?: Readonly<Record<string, unknown>>
}

/** Options of the methods that write. */
export interface WriteOptions extends ExpressionOptions {
  /** A ConditionExpression: `attribute_not_exists(orderId)`. */
  readonly condition?: string
}

/** Options of `get`. */
export interface GetOptions<Item extends object> extends Pick<ExpressionOptions, 'names'> {
  /** A strongly consistent read. */
  readonly consistent?: boolean
  /** Attributes to read, as a list of names or as DynamoDB writes them. */
  readonly projection?: string | readonly AttributeName<Item>[]
}

export interface ReadOptions<Item extends object> extends GetOptions<Item>, ExpressionOptions {
  /** A FilterExpression: `amount > :t`. */
  readonly filter?: string
  /** The secondary index to read. Default: the table itself. */
  readonly index?: string
  /** How many items to return at most; for a page, as DynamoDB counts: how many to read, before the filter. */
  readonly limit?: number
}

/** Options of `query`, `queryPage` and the like. */
export interface QueryOptions<Item extends object> extends ReadOptions<Item> {
  /** From the greatest sort key to the smallest. */
  readonly descending?: boolean
}

/** Options of the methods that scan. */
export interface ScanOptions<Item extends object> extends ReadOptions<Item> {
  /** One part of a parallel scan, from 0. */
  readonly segment?: number
  /** How many parts there are. */
  readonly totalSegments?: number
}

/** Where a page begins: `lastKey` of the page before. */
export interface PageOptions<Item extends object> {
  /** `lastKey` of the page before; undefined: the beginning. */
  readonly startKey?: Partial<Item> | undefined
}

const EXPRESSION = ['names', 'values']
export const WRITE_OPTIONS: readonly string[] = ['condition', ...EXPRESSION]
export const GET_OPTIONS: readonly string[] = ['consistent', 'projection', 'names']
const READ_OPTIONS = ['filter', 'index', 'limit', 'consistent', 'projection', ...EXPRESSION]
export const QUERY_OPTIONS: readonly string[] = [...READ_OPTIONS, 'descending']
export const SCAN_OPTIONS: readonly string[] = [...READ_OPTIONS, 'segment', 'totalSegments']

type AnyOptions = QueryOptions<Record<string, unknown>> &
  ScanOptions<Record<string, unknown>> &
  PageOptions<Record<string, unknown>> &
  WriteOptions

/** An operation's input on its way. */
export type Input = Record<string, unknown>

/** Fills in what the options say; nothing for undefined ones. */
export function applyOptions(
  input: Input,
  options: object | undefined,
  known: readonly string[],
  site: CallSite,
): void {
  if (options === undefined) return
  checkNames(options, site.caller, known)
  const given = options as AnyOptions
  for (const name of Object.keys(given) as (keyof AnyOptions)[]) {
    if (given[name] !== undefined) apply(name, input, given, site)
  }
}

// One line per option: this switch is the list of them.
function apply(name: keyof AnyOptions, input: Input, given: AnyOptions, site: CallSite): void {
  switch (name) {
    case 'condition':
      return set(input, 'ConditionExpression', text(given, name, site))
    case 'filter':
      return set(input, 'FilterExpression', text(given, name, site))
    case 'index':
      return set(input, 'IndexName', text(given, name, site))
    case 'consistent':
      return set(input, 'ConsistentRead', flag(given, name, site))
    case 'descending':
      return set(input, 'ScanIndexForward', !flag(given, name, site))
    case 'limit':
      return set(input, 'Limit', whole(given, name, 1, site))
    case 'segment':
      return set(input, 'Segment', whole(given, name, 0, site))
    case 'totalSegments':
      return set(input, 'TotalSegments', whole(given, name, 1, site))
    case 'startKey':
      return set(input, 'ExclusiveStartKey', toItem(given.startKey, site))
    case 'names':
      return set(
        input,
        'ExpressionAttributeNames',
        merge(input.ExpressionAttributeNames, given.names),
      )
    case 'values':
      return set(input, 'ExpressionAttributeValues', toValues(input, given.values, site))
    case 'projection':
      return applyProjection(input, given, site)
  }
}

const set = (input: Input, name: string, value: unknown): void => {
  input[name] = value
}

/** Adds names or values that the library made up to those of the caller. */
export const merge = (given: unknown, more: object | undefined): unknown =>
  more === undefined ? given : given === undefined ? more : Object.assign({}, given, more)

function toValues(input: Input, values: unknown, site: CallSite): MutableItem {
  checkObject(values, 'values', site)
  const converted = newItem()
  Object.assign(converted, input.ExpressionAttributeValues)
  for (const [name, value] of Object.entries(values)) {
    converted[name] = toAttributeValue(value, site, name)
  }
  return converted
}

function applyProjection(input: Input, given: AnyOptions, site: CallSite): void {
  const { projection } = given
  if (typeof projection === 'string') return set(input, 'ProjectionExpression', projection)
  if (!Array.isArray(projection)) {
    throw misfit('projection', nameOf(projection), "attribute names: ['a', 'b'] or 'a, b'", site)
  }
  const taken = { ...given.names, ...(input.ExpressionAttributeNames as object | undefined) }
  const placeholders = new Placeholders({ names: taken, values: undefined })
  const names = (projection as string[]).map((name) => placeholders.name(name))
  set(input, 'ProjectionExpression', names.join(', '))
  if (placeholders.names) {
    set(
      input,
      'ExpressionAttributeNames',
      merge(input.ExpressionAttributeNames, placeholders.names),
    )
  }
}

function checkObject(value: unknown, name: string, site: CallSite): asserts value is object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return
  throw misfit(name, nameOf(value), "an object: { ':t': 5 }", site)
}

function text(given: AnyOptions, name: keyof AnyOptions, site: CallSite): string {
  const value: unknown = given[name]
  if (typeof value === 'string') return value
  throw misfit(name, nameOf(value), 'a string', site)
}

function flag(given: AnyOptions, name: keyof AnyOptions, site: CallSite): boolean {
  const value: unknown = given[name]
  if (typeof value === 'boolean') return value
  throw misfit(name, nameOf(value), 'true or false', site)
}

function whole(given: AnyOptions, name: keyof AnyOptions, min: number, site: CallSite): number {
  const value: unknown = given[name]
  if (Number.isInteger(value) && (value as number) >= min) return value as number
  throw misfit(
    name,
    typeof value === 'number' ? String(value) : nameOf(value),
    `a whole number from ${min}`,
    site,
  )
}

function misfit(name: string, saw: string, expected: string, { caller }: CallSite): MisuseError {
  return new MisuseError(`${caller}: ${name} is ${saw}.`, expected)
}
