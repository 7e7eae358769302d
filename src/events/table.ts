/** Events of a table's stream. */
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { MisuseError } from '../core/errors.ts'
import { nameOf } from '../core/checks.ts'
import { handleOf } from '../core/handle.ts'
import { resolveWorld } from '../core/world/context.ts'
import { rooms as dynamodbRooms } from '../dynamodb/rooms.ts'
import type { Table } from '../dynamodb/index.ts'
import { withOverrides, type Partly } from './overrides.ts'

/** A change of an item: `new` alone is an insert, `old` alone a removal, both a modification. */
export interface ItemChange<Item extends object> {
  readonly new?: Item
  readonly old?: Item
  /** Overrides of the record. */
  readonly record?: Partly<DynamoDBRecord>
}

/**
 * Creates the event of a table's stream, from items in plain values. Images follow the view type of
 * the table's stream; without a stream the records have both.
 *
 * @throws MisuseError when a change has no item
 * @example
 * events.dynamodb(orders, [{ new: { id: 'o1', amount: 9 } }])
 */
export function dynamodb<Item extends object>(
  // oxlint-disable-next-line typescript/no-explicit-any -- a table with any key
  table: Table<Item, any>,
  changes: readonly ItemChange<NoInfer<Item>>[],
): DynamoDBStreamEvent {
  const home = handleOf(table)?.kind === 'table' ? handleOf(table)?.home : undefined
  if (!home) {
    throw new MisuseError(`events.dynamodb() received ${nameOf(table)}.`, 'a table')
  }
  const records = dynamodbRooms
    .sampleRecords()
    .sampleRecords(resolveWorld(home), table.name, changes)
  return {
    Records: records.map((record, i) => withOverrides(record, changes[i]?.record ?? {})),
  }
}
