/** Parses and checks BatchWriteItem. */
import { duplicateKeys } from '../keys/errors.ts'
import { emptyWriteRequest, tooManyWrites } from './errors.ts'
import { checkIndexKeys, checkItemKey, checkKey } from '../keys/key-checks.ts'
import { checkLocalEntries } from '../keys/local-entries.ts'
import type { Position } from '../keys/position.ts'
import { positionOf } from '../keys/positions.ts'
import { BATCH_WRITE_REQUESTS } from '../limits.ts'
import { isTaken, type Place } from '../state/places.ts'
import type { StoredItem } from '../values/stored-item.ts'
import type { TableState } from '../storage/table.ts'
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

/** One put or one delete. */
export interface Write {
  /** The name or ARN in the request. */
  readonly name: string
  readonly request: WriteRequest
  readonly stored: StoredItem | undefined
  /** The key to delete, or the item to put. */
  readonly key: Item
}

/** A write that matches its table, with the position of its item. */
export interface PlacedWrite extends Place {
  readonly write: Write
  readonly position: Position
}

/** The checks that do not need the tables, in AWS's order. */
export function checkBatchWrite({ RequestItems }: BatchWriteItemInput): Write[] {
  const entries = Object.entries(RequestItems)
  for (const [, requests] of entries) {
    for (const { PutRequest, DeleteRequest } of requests) {
      if (!PutRequest === !DeleteRequest) throw emptyWriteRequest()
    }
  }
  const writes: Write[] = []
  for (const [name, requests] of entries) {
    for (const request of requests) writes.push(toWrite(name, request))
  }
  // Unverified: the wording when several tables together exceed the maximum.
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

/** Checks that the keys match the tables and that no item is written twice. */
export function checkAgainstTables(
  writes: readonly Write[],
  tableOf: (name: string) => TableState,
): PlacedWrite[] {
  const placed: PlacedWrite[] = []
  for (const write of writes) {
    const { name, stored, key } = write
    const table = tableOf(name)
    if (stored) {
      checkItemKey(table.plan, key, true)
      checkIndexKeys(table.plan, key)
      checkLocalEntries(table.plan, stored)
    } else checkKey(table.plan, key)
    const position = positionOf(table.plan.key, key)
    if (isTaken(placed, table, position)) throw duplicateKeys()
    placed.push({ table, position, write })
  }
  return placed
}
