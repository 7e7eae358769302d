/**
 * DynamoDB.
 * Simulates: items, queries, batches, transactions, PartiQL, legacy parameters, tables, tags, time
 * to live, backups, streams; as options, capacity and eventual consistency (room/with-options.ts).
 * Does not simulate: operations that operations/index.ts does not list. They throw
 * UnsupportedError.
 * State: tables in ordered stores, which worlds share until they write (state/, storage/).
 * Layout: one file per operation in operations/, errors in each folder's errors.ts, quotas in
 * limits.ts.
 */
export { room } from './room/index.ts'
export { recordSource } from './streams/record-source.ts'
export { openTable, Table } from './table/table.ts'
export type { TableOptions } from './table/definition/create.ts'
export { usesOf } from './requests/tables-in-request.ts'
export type { TableSnapshot } from './table/content.ts'
export type { ItemPatch } from './values/item-patches.ts'
export type { Recipe } from './table/items.ts'
export type {
  GetOptions,
  PageOptions,
  QueryOptions,
  ScanOptions,
  SearchOptions,
  WriteOptions,
} from './table/options.ts'
export type { KeyConditions } from './table/key-conditions.ts'
export type { Page } from './table/read.ts'
export type { SearchResult } from './table/search.ts'
export type { CacheCall, TableCache, TableCacheOptions } from './cache/table-cache.ts'
export type { CacheDocuments, CacheOutput } from './cache/documents.ts'
export type { ExportOptions, TableExport } from './operations/transfers/export-table.ts'
export type { ConflictSide, TableConflict } from './replication/conflicts.ts'
export type { TableCall, TableWrite } from './table/records.ts'
export type { CreateTableInput, TableSchema } from './table/definition/schema.ts'
export type {
  GlobalTableProperties,
  TableInput,
  TableProperties,
  TableResource,
} from './table/definition/table-properties.ts'
export type { TableFailureOptions, TableFaultOptions } from './table/faults.ts'
export type { TableOperation } from './table/operations.ts'
export { NumberValue } from './values/number-value.ts'
export { toAttributeValue } from './values/marshal.ts'
export { fromAttributeValue } from './values/unmarshal.ts'
export type { DynamoDbOptions } from './options.ts'
export type { AttributeValue, Item } from './values/values.ts'
