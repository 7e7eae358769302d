/** What BatchWriteItem asks of its tables, understood and checked. */
import { duplicateKeys } from '../keys/errors.ts'
import { emptyWriteRequest, tooManyWrites } from './errors.ts'
import { checkIndexKeys, checkItemKey, checkKey } from '../keys/key-checks.ts'
import { BATCH_WRITE_REQUESTS } from '../limits.ts'
import { lockOf } from '../state/locks.ts'
import type { StoredItem } from '../values/stored-item.ts'
import type { TableState } from '../storage/table.ts'
import { lookUp } from '../storage/write.ts'
import { checkItemValues, measureItem } from '../values/value-checks.ts'
import type { Item } from '../values/values.ts'

export interface WriteRequest {
  readonly PutRequest?: { readonly Item: Item }
  readonly DeleteRequest?: { readonly Key: Item }
}

export interface BatchWriteItemInput {
  readonly RequestItems: Readonly<Record<string, readonly WriteRequest[]>>
  readonly ReturnConsumedCapacity?: string
  readonly ReturnItemCollectionMetrics?: string
}

/** One item to put, or one key to delete. */
export interface Write {
  /** The name or ARN the caller used. */
  readonly name: string
  readonly request: WriteRequest
  readonly stored: StoredItem | undefined
  /** The key, or the item. */
  readonly key: Item
}

/** What can be said of the request without its tables, in AWS's order. */
export function checkBatchWrite({ RequestItems }: BatchWriteItemInput): Write[] {
  const entries = Object.entries(RequestItems)
  for (const [, requests] of entries) {
    if (requests.some(({ PutRequest, DeleteRequest }) => !PutRequest === !DeleteRequest)) {
      throw emptyWriteRequest()
    }
  }
  const writes = entries.flatMap(([name, requests]) =>
    requests.map((request): Write => toWrite(name, request)),
  )
  // Unverified: the wording where several tables together exceed the number.
  if (writes.length > BATCH_WRITE_REQUESTS) throw tooManyWrites()
  return writes
}

function toWrite(name: string, request: WriteRequest): Write {
  const { PutRequest, DeleteRequest } = request
  if (PutRequest) {
    const stored = measureItem(checkItemValues(PutRequest.Item))
    return { name, request, stored, key: stored.item }
  }
  if (!DeleteRequest) throw emptyWriteRequest()
  return { name, request, stored: undefined, key: checkItemValues(DeleteRequest.Key) }
}

/** The keys fit the tables, and no item is written twice. */
export function checkAgainstTables(
  writes: readonly Write[],
  tableOf: (name: string) => TableState,
): void {
  const seen = new Set<string>()
  for (const { name, stored, key } of writes) {
    const table = tableOf(name)
    if (stored) {
      checkItemKey(table.plan, key, true)
      checkIndexKeys(table.plan, key)
    } else checkKey(table.plan, key)
    const lock = lockOf(table, lookUp(table, key).position)
    if (seen.has(lock)) throw duplicateKeys()
    seen.add(lock)
  }
}
