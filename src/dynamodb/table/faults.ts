/**
 * Planned failures of a table's operations. They apply to SDK, raw and integration calls, never to
 * `Table`'s own methods, which are the test's tools.
 */
import type { Duration } from '../../core/time/duration.ts'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { checkFaultOptions, FAULT_OPTIONS } from '../../core/planned/fault-options.ts'
import type { FailureOptions, FaultOptions } from '../../core/planned/faults.ts'
import {
  planDelay,
  planFailure,
  planFault,
  type KnownError,
  type PlannedFault,
  type ResourceOperations,
} from '../../core/handles/planned-faults.ts'
import { TABLE_THROUGHPUT_EXCEEDED } from '../capacity/errors.ts'
import { NOT_FOUND } from '../errors.ts'
import { CONDITION_FAILED } from '../expressions/errors.ts'
import { ONGOING } from '../state/errors.ts'
import { equalValues } from '../values/compare.ts'
import { asKept, asKeptItem } from '../values/as-kept.ts'
import { toItem, type CallSite } from '../values/marshal.ts'
import { tableNameOf } from '../state/state.ts'
import { readTable, type TableHandle } from './access.ts'
import { TABLE_OPERATIONS } from './operations.ts'
import { typeOf, type Item } from '../values/values.ts'

interface KeyOption<Key> {
  /** Restricts the fault to calls on the item with this key. */
  readonly key?: Key
}

/**
 * Selects the calls that a fault on a table applies to: `nth`, `times`, `probability`, `seed`,
 * `when`, `key`. Default: the next call.
 */
export type TableFaultOptions<Key = Record<string, unknown>> = FaultOptions & KeyOption<Key>
/** Options of `orders.fail(...)`: the calls, and the message, status and fields of the error. */
export type TableFailureOptions<Key = Record<string, unknown>> = FailureOptions & KeyOption<Key>

// AWS: Programming.Errors.html#Programming.Errors.MessagesAndCodes
const ERRORS: Readonly<Record<string, KnownError>> = {
  ConditionalCheckFailedException: { message: CONDITION_FAILED },
  InternalServerError: { message: 'Internal server error' },
  ItemCollectionSizeLimitExceededException: { message: 'Collection size exceeded.' },
  LimitExceededException: { message: 'Too many operations for a given subscriber.' },
  ProvisionedThroughputExceededException: { message: TABLE_THROUGHPUT_EXCEEDED },
  RequestLimitExceeded: {
    message:
      'Throughput exceeds the current throughput limit for your account. Please contact AWS Support at https://aws.amazon.com/support request a limit increase.',
  },
  ResourceNotFoundException: { message: NOT_FOUND },
  ServiceUnavailable: { message: 'Service unavailable.' },
  ThrottlingException: { message: 'Rate of requests exceeds the allowed throughput.' },
  TransactionConflictException: { message: ONGOING },
  TransactionInProgressException: {
    message: 'Transaction is in progress for the specified idempotency token.',
  },
  UnrecognizedClientException: {
    message: 'The security token included in the request is invalid.',
  },
}

const OPERATIONS: ResourceOperations = { ...TABLE_OPERATIONS, errors: ERRORS }

const KEY_OPTION = ['key']

/** A fault on the calls of an operation. The option `key` becomes its condition. */
const onCalls = <Options extends TableFaultOptions<object>>(
  handle: TableHandle,
  operation: string,
  options: Options,
  site: CallSite,
): PlannedFault<Options> => ({
  caller: site.caller,
  operation,
  options,
  moreOptions: KEY_OPTION,
  condition: () => keyCondition(handle, operation, options, site),
})

export const failTable = (
  handle: TableHandle,
  operation: string,
  error: string | Error,
  options: TableFailureOptions<object>,
  site: CallSite,
): void => planFailure(OPERATIONS, handle, error, onCalls(handle, operation, options, site))

export const delayTable = (
  handle: TableHandle,
  operation: string,
  duration: Duration,
  options: TableFaultOptions<object>,
  site: CallSite,
): void => planDelay(OPERATIONS, handle, duration, onCalls(handle, operation, options, site))

/** Makes the next batch leave its last `count` requests unprocessed. */
export function leaveUnprocessed(
  handle: TableHandle,
  count: number,
  options: TableFaultOptions<object>,
  site: CallSite,
): void {
  checkFaultOptions(options, site.caller, [...FAULT_OPTIONS, 'key'])
  if (!Number.isInteger(count) || count < 1) {
    throw new MisuseError(`${site.caller} received ${String(count)}.`, 'a whole number from 1')
  }
  const effect = { type: 'unprocessed', count } as const
  planFault(OPERATIONS, handle, effect, {
    caller: site.caller,
    operation: undefined,
    options,
    condition() {
      const hasKey = keyCondition(handle, undefined, options, site)
      return (input) => isBatchInput(input) && (hasKey?.(input) ?? true)
    },
  })
}

function keyCondition(
  handle: TableHandle,
  operation: string | undefined,
  options: TableFaultOptions<object>,
  site: CallSite,
): ((input: unknown) => boolean) | undefined {
  const key = options.key && toKey(handle, options.key, operation, site)
  return key && ((input) => hasKey(input, key, handle.name))
}

const isBatchInput = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'RequestItems' in input

/** Checks the key against the table: a fault on a key that no call can have would never fire. */
function toKey(
  handle: TableHandle,
  given: object,
  operation: string | undefined,
  site: CallSite,
): Item {
  // A PartiQL statement names items in its text, where no key can be found.
  if (operation !== undefined && !operation.includes('Item')) {
    throw new MisuseError(
      `${site.caller} received a key, but ${operation} does not address items by key.`,
      'a condition on the input: { when: (input) => ... }',
    )
  }
  const key = toItem(given, site)
  const { partition, sort } = readTable(handle).definition.key
  const attributes = [...partition, ...sort]
  const names = attributes.map(({ name }) => name)
  const odd = Object.keys(key).find((name) => !names.includes(name))
  if (odd !== undefined || Object.keys(key).length === 0) {
    throw new MisuseError(
      `${site.caller} received ${odd === undefined ? 'an empty key' : `a key with ${odd}`}.`,
      `a key of ${names.join(' and ')}`,
      odd === undefined ? undefined : didYouMean(odd, names),
    )
  }
  for (const { name, type } of attributes) {
    const value = key[name]
    if (!value || type in value) continue
    throw new MisuseError(
      `${site.caller} received a key whose ${name} has the type ${typeOf(value)}.`,
      `the type ${type}`,
    )
  }
  return asKeptItem(key)
}

/** Whether a call's input contains the key, as a key or as part of an item of this table. */
const hasKey = (input: unknown, key: Item, table: string): boolean =>
  itemsIn(input, table, 0).some((item) =>
    Object.entries(key).every(([name, value]) => {
      const given = item[name]
      return given !== undefined && equalValues(value, asKept(given))
    }),
  )

// Keys and items have these names both at the top level and inside batches and transactions.
function itemsIn(input: unknown, table: string, depth: number): Item[] {
  if (typeof input !== 'object' || input === null || depth > 6) return []
  if (Array.isArray(input)) return input.flatMap((each) => itemsIn(each, table, depth + 1))
  const TableName = 'TableName' in input ? input.TableName : undefined
  if (TableName !== undefined && tableNameOf(String(TableName)) !== table) return []
  return Object.entries(input).flatMap(([name, value]) => {
    if (name === 'Key' || name === 'Item') return [value as Item]
    if (name === 'Keys') return value as Item[]
    if (name.startsWith('Expression')) return []
    const inner = name === 'RequestItems' ? ofTable(value, table) : value
    return itemsIn(inner, table, depth + 1)
  })
}

/** The requests of a batch on one table. */
const ofTable = (requests: unknown, table: string): unknown =>
  Object.entries(Object(requests) as object)
    .filter(([name]) => tableNameOf(name) === table)
    .map(([, request]): unknown => request)
