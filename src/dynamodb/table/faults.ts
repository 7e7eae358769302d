/** Planned failures of a table's operations. They meet SDK, raw and integration calls, never `Table`'s own methods. */
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import { didYouMean, MisuseError, type ServiceError } from '../../core/errors.ts'
import { checkFaultOptions, FAILURE_OPTIONS, FAULT_OPTIONS } from '../../core/fault-options.ts'
import {
  createFaultRule,
  toFaultError,
  type FailureOptions,
  type FaultEffect,
  type FaultOptions,
} from '../../core/faults.ts'
import { equalItems } from '../values/compare.ts'
import { toItem, type CallSite } from '../values/marshal.ts'
import { tableNameOf } from '../state/state.ts'
import { readTable, worldOf, type TableHandle } from './access.ts'
import { isAbout } from './records.ts'
import { pick } from '../values/unmarshal.ts'
import type { Item } from '../values/values.ts'

const ON_ONE_TABLE = [
  'PutItem',
  'GetItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'DescribeTable',
  'UpdateTable',
  'DeleteTable',
] as const
const ON_MANY_TABLES = [
  'BatchGetItem',
  'BatchWriteItem',
  'TransactGetItems',
  'TransactWriteItems',
  'ExecuteStatement',
  'BatchExecuteStatement',
  'ExecuteTransaction',
] as const
const OPERATIONS: readonly string[] = [...ON_ONE_TABLE, ...ON_MANY_TABLES]

/** Operations that can be planned to fail on a table. */
export type TableOperation = (typeof ON_ONE_TABLE)[number] | (typeof ON_MANY_TABLES)[number]

interface KeyOption<Key> {
  /** Only calls about the item with this key. */
  readonly key?: Key
}

/** Which calls a fault planned on a table meets: `nth`, `times`, `probability`, `seed`, `when`, `key`. Default: the next one. */
export type TableFaultOptions<Key = Record<string, unknown>> = FaultOptions & KeyOption<Key>
/** Options of `orders.fail(...)`: those, and the error's message, status and fields. */
export type TableFailureOptions<Key = Record<string, unknown>> = FailureOptions & KeyOption<Key>

// AWS: Programming.Errors.html#Programming.Errors.MessagesAndCodes
const MESSAGES: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'The conditional request failed',
  InternalServerError: 'Internal server error',
  ItemCollectionSizeLimitExceededException: 'Collection size exceeded.',
  LimitExceededException: 'Too many operations for a given subscriber.',
  ProvisionedThroughputExceededException:
    'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
  RequestLimitExceeded:
    'Throughput exceeds the current throughput limit for your account. Please contact AWS Support at https://aws.amazon.com/support request a limit increase.',
  ResourceNotFoundException: 'Requested resource not found',
  ServiceUnavailable: 'Service unavailable.',
  ThrottlingException: 'Rate of requests exceeds the allowed throughput.',
  TransactionConflictException: 'Transaction is ongoing for the item',
  TransactionInProgressException: 'Transaction is in progress for the specified idempotency token.',
  UnrecognizedClientException: 'The security token included in the request is invalid.',
}

export function failTable(
  handle: TableHandle,
  operation: string,
  error: string | Error,
  options: TableFailureOptions<object>,
  site: CallSite,
): void {
  checkFaultOptions(options, site.caller, [...FAILURE_OPTIONS, 'key'])
  const reset = error === 'ECONNRESET'
  const effect: FaultEffect = reset
    ? { type: 'reset' }
    : { type: 'error', error: toTableError(error, options) }
  plan(handle, checkOperation(operation, site), effect, options, site)
}

export function delayTable(
  handle: TableHandle,
  operation: string,
  duration: Duration,
  options: TableFaultOptions<object>,
  site: CallSite,
): void {
  checkFaultOptions(options, site.caller, [...FAULT_OPTIONS, 'key'])
  const effect = { type: 'delay', milliseconds: toMilliseconds(duration, 'delay') } as const
  plan(handle, checkOperation(operation, site), effect, options, site)
}

/** The next batch leaves its last `count` requests unprocessed. */
export function leaveUnprocessed(
  handle: TableHandle,
  count: number,
  options: TableFaultOptions<object>,
  site: CallSite,
): void {
  checkFaultOptions(options, site.caller, [...FAULT_OPTIONS, 'key'])
  if (!Number.isInteger(count) || count < 1) {
    throw new MisuseError(`${site.caller} got ${String(count)}.`, 'a whole number from 1')
  }
  plan(handle, undefined, { type: 'unprocessed', count }, options, site)
}

function toTableError(error: string | Error, options: FailureOptions): Error | ServiceError {
  const known = typeof error === 'string' && Object.hasOwn(MESSAGES, error)
  return toFaultError(error, known ? { message: MESSAGES[error]!, ...options } : options)
}

function checkOperation(operation: string, { caller }: CallSite): string {
  if (OPERATIONS.includes(operation)) return operation
  throw new MisuseError(
    `${caller}: '${operation}' is no operation on a table.`,
    `one of ${OPERATIONS.join(', ')}`,
    didYouMean(operation, OPERATIONS),
  )
}

function plan(
  handle: TableHandle,
  operation: string | undefined,
  effect: FaultEffect,
  options: TableFaultOptions<object>,
  site: CallSite,
): void {
  const world = worldOf(handle)
  world.checkWritable()
  const target = { service: 'dynamodb', resource: handle.name, ...(operation && { operation }) }
  const { resource, ...rule } = createFaultRule(target, effect, options)
  const key = options.key && toKey(handle, options.key, operation, site)
  const isBatch = effect.type === 'unprocessed'
  // Calls about several tables are on record under no name.
  const onMany = isBatch || (ON_MANY_TABLES as readonly string[]).includes(operation!)
  world.faults.add({
    ...rule,
    ...(!onMany && resource && { resource }),
    matches: (input) =>
      (!onMany || (isAbout(input, handle.name) && (!isBatch || isBatchInput(input)))) &&
      (!key || hasKey(input, key, handle.name)) &&
      (options.when?.(input) ?? true),
  })
}

const isBatchInput = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'RequestItems' in input

/** Statements name items in their text, not in members. */
const isAboutItems = (operation: string | undefined): boolean =>
  operation === undefined || operation.includes('Item')

/** A key that no call could have would never fire. */
function toKey(
  handle: TableHandle,
  given: object,
  operation: string | undefined,
  site: CallSite,
): Item {
  if (!isAboutItems(operation)) {
    throw new MisuseError(
      `${site.caller} got a key, but ${operation!} is not about one item.`,
      'a condition on its input instead: { when: (input) => ... }',
    )
  }
  const key = toItem(given, site)
  const { partition, sort } = readTable(handle).definition.key
  const attributes = [...partition, ...sort]
  const names = attributes.map(({ name }) => name)
  const odd = Object.keys(key).find((name) => !names.includes(name))
  if (odd !== undefined || Object.keys(key).length === 0) {
    throw new MisuseError(
      `${site.caller} got ${odd === undefined ? 'an empty key' : `a key with ${odd}`}.`,
      `a key of ${names.join(' and ')}`,
      odd === undefined ? undefined : didYouMean(odd, names),
    )
  }
  for (const { name, type } of attributes) {
    const value = key[name]
    if (!value || type in value) continue
    throw new MisuseError(
      `${site.caller} got a key whose ${name} is of type ${Object.keys(value)[0]!}.`,
      `one of type ${type}`,
    )
  }
  return key
}

/** Whether a call's input has the key in it, as a key or within an item of this table. */
const hasKey = (input: unknown, key: Item, table: string): boolean =>
  itemsIn(input, table, 0).some((item) => equalItems(pick(item, Object.keys(key)), key))

// Keys and items stand under these names, at the top or within batches and transactions.
function itemsIn(input: unknown, table: string, depth: number): Item[] {
  if (typeof input !== 'object' || input === null || depth > 6) return []
  if (Array.isArray(input)) return input.flatMap((each) => itemsIn(each, table, depth + 1))
  const { TableName } = input as { TableName?: unknown }
  if (TableName !== undefined && tableNameOf(String(TableName)) !== table) return []
  return Object.entries(input).flatMap(([name, value]) => {
    if (name === 'Key' || name === 'Item') return [value as Item]
    if (name === 'Keys') return value as Item[]
    if (name.startsWith('Expression')) return []
    const inner = name === 'RequestItems' ? ofTable(value, table) : value
    return itemsIn(inner, table, depth + 1)
  })
}

/** What a batch asks of one table. */
const ofTable = (requests: unknown, table: string): unknown =>
  Object.entries(Object(requests) as object)
    .filter(([name]) => tableNameOf(name) === table)
    .map(([, request]) => request as unknown)
