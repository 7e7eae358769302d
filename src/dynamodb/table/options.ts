/** Options of `Table`'s methods, and their translation into an operation's input. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { toAttributeValue, toItem, type CallSite } from '../values/marshal.ts'
import { optionSlip } from './aliases.ts'
import { type AttributeName } from './definition/schema.ts'
import { Placeholders } from './key-conditions.ts'
import { newItem, type MutableItem } from '../values/values.ts'

/** The meaning of `#name` and `:value` placeholders in expressions. */
export interface ExpressionOptions {
  /** Attribute names by placeholder: `{ '#s': 'status' }`. */
  readonly names?: Readonly<Record<string, string>>
  /** Plain values by placeholder: `{ ':t': 5 }`. */
  readonly values?: Readonly<Record<string, unknown>>
}

/** Options of the methods that write. */
export interface WriteOptions extends ExpressionOptions {
  /** A ConditionExpression: `attribute_not_exists(orderId)`. The write fails if it is false. */
  readonly condition?: string
}

/** Options of `get`. */
export interface GetOptions<Item extends object> extends Pick<ExpressionOptions, 'names'> {
  /** Whether the read is strongly consistent. Default: false. */
  readonly consistent?: boolean
  /** The attributes to read: a list of names, or a ProjectionExpression. */
  readonly projection?: string | readonly AttributeName<Item>[]
}

export interface ReadOptions<Item extends object> extends GetOptions<Item>, ExpressionOptions {
  /** A FilterExpression: `amount > :t`. Items for which it is false are left out. */
  readonly filter?: string
  /** The secondary index to read. Default: the table itself. */
  readonly index?: string
  /**
   * The maximum number of items to return. For a page it is DynamoDB's limit: the maximum number of
   * items to read, before the filter.
   */
  readonly limit?: number
}

/** Options of `query` and `queryPage`. */
export interface QueryOptions<Item extends object> extends ReadOptions<Item> {
  /** Whether the items come in descending order of the sort key. Default: false. */
  readonly descending?: boolean
}

/** Options of `scan` and `scanPage`. */
export interface ScanOptions<Item extends object> extends ReadOptions<Item> {
  /** The number of this segment of a parallel scan, from 0. */
  readonly segment?: number
  /** The number of segments of a parallel scan. */
  readonly totalSegments?: number
}

/** Options of `search`. */
export interface SearchOptions<Item extends object>
  extends ExpressionOptions, Pick<GetOptions<Item>, 'projection'> {
  /** The vector index. Default: the only one of the table. */
  readonly index?: string
  /** The maximum number of results, 1 to 100. Default: 10. */
  readonly top?: number
  /**
   * The values that the partition key and the filters of the index must have:
   * `{ tenant: 't1' }`, or a SearchConditionExpression.
   */
  readonly filter?: string | { readonly [Name in keyof Item]?: NonNullable<Item[Name]> }
}

/** Options of the methods that read one page. */
export interface PageOptions<Item extends object> {
  /** The `lastKey` of the previous page. Default: the first page. */
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

/** The input of an operation while its options are applied. */
export interface Input {
  [name: string]: unknown
  ExpressionAttributeNames?: object | undefined
  ExpressionAttributeValues?: object | undefined
}

/** Adds the options to the input. Undefined options add nothing. */
export function applyOptions(
  input: Input,
  options: object | undefined,
  known: readonly string[],
  site: CallSite,
): void {
  if (options === undefined) return
  checkNames(options, site.caller, known, 'option', optionSlip(known))
  const given = options as AnyOptions
  for (const name of Object.keys(given) as (keyof AnyOptions)[]) {
    if (given[name] !== undefined) apply(name, input, given, site)
  }
}

// This switch is the list of all options.
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

/** Adds generated names or values to the caller's own. */
export const merge = (given: object | undefined, more: object | undefined): object | undefined =>
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
    throw badOption('projection', nameOf(projection), "attribute names: ['a', 'b'] or 'a, b'", site)
  }
  const taken = { ...given.names, ...input.ExpressionAttributeNames }
  const placeholders = new Placeholders({ names: taken, values: undefined })
  const names = [...projection].map((name) => {
    checkNoPath(name, site)
    return placeholders.name(name)
  })
  set(input, 'ProjectionExpression', names.join(', '))
  if (placeholders.names) {
    set(
      input,
      'ExpressionAttributeNames',
      merge(input.ExpressionAttributeNames, placeholders.names),
    )
  }
}

/** A list holds attribute names. A path in it would silently select nothing. */
function checkNoPath(name: unknown, site: CallSite): void {
  if (typeof name !== 'string') {
    throw badOption(
      'projection',
      `a list with ${nameOf(name)}`,
      "attribute names: ['a', 'b']",
      site,
    )
  }
  if (!/[.[]/.test(name)) return
  throw new MisuseError(
    `${site.caller}: projection lists '${name}', but a list names whole attributes.`,
    `a path as a string: { projection: '${name}' }`,
    "If that is an attribute's name: { projection: '#a', names: { '#a': ... } }.",
  )
}

function checkObject(value: unknown, name: string, site: CallSite): asserts value is object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return
  throw badOption(name, nameOf(value), "an object: { ':t': 5 }", site)
}

function text(given: AnyOptions, name: keyof AnyOptions, site: CallSite): string {
  const value: unknown = given[name]
  if (typeof value === 'string') return value
  throw badOption(name, nameOf(value), 'a string', site)
}

function flag(given: AnyOptions, name: keyof AnyOptions, site: CallSite): boolean {
  const value: unknown = given[name]
  if (typeof value === 'boolean') return value
  throw badOption(name, nameOf(value), 'true or false', site)
}

function whole(given: AnyOptions, name: keyof AnyOptions, min: number, site: CallSite): number {
  const value: unknown = given[name]
  if (typeof value === 'number' && Number.isInteger(value) && value >= min) return value
  throw badOption(
    name,
    typeof value === 'number' ? String(value) : nameOf(value),
    `a whole number from ${min}`,
    site,
  )
}

function badOption(name: string, saw: string, expected: string, { caller }: CallSite): MisuseError {
  return new MisuseError(`${caller}: ${name} is ${saw}.`, expected)
}
