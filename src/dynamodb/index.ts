/**
 * DynamoDB. Simulated: the data plane (items, queries, batches, transactions, PartiQL, legacy parameters), tables, tags, time to
 * live, backups, streams, and as options capacity and eventual consistency (room/with-options.ts).
 * Each operation is one file in operations/, listed in operations/index.ts; each folder words its refusals in its errors.ts; quotas
 * are in limits.ts. Any operation that the list does not name throws UnsupportedError.
 * State: tables in ordered stores that worlds share and copy when they write (state/, storage/).
 */
export { room } from './room/index.ts'
export { streamSource } from './streams/stream-source.ts'
export { openTable, Table } from './table/table.ts'
export type { TableOptions } from './table/create.ts'
export { usesOf } from './requests/tables-in-request.ts'
export { seedTables, type TableSnapshot } from './table/content.ts'
export type { ItemPatch } from './values/item-patches.ts'
export type { Recipe } from './table/items.ts'
export type {
  GetOptions,
  PageOptions,
  QueryOptions,
  ScanOptions,
  WriteOptions,
} from './table/options.ts'
export type { KeyConditions } from './table/key-conditions.ts'
export type { Page } from './table/read.ts'
export type { TableCall, TableWrite } from './table/records.ts'
export type { CreateTableInput, TableSchema } from './table/schema.ts'
export type { TableFailureOptions, TableFaultOptions, TableOperation } from './table/faults.ts'
export { NumberValue } from './values/number-value.ts'
export { toAttributeValue } from './values/marshal.ts'
export { fromAttributeValue } from './values/unmarshal.ts'
export type { DynamoDbOptions } from './options.ts'
export type { AttributeValue, Item } from './values/values.ts'
