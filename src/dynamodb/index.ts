/**
 * DynamoDB. Simulated: the data plane (items, queries, batches, transactions, PartiQL, legacy parameters), tables, tags, time to
 * live, backups, streams, and as options capacity and eventual consistency (around.ts).
 * Each operation is one file in operations/, listed in its of-*.ts; wordings of refusals stand in errors.ts, quotas in limits.ts.
 * Not simulated: what those lists do not name is refused by name.
 * State: tables in ordered stores that worlds share and copy when they write (state.ts, storage/).
 */
import type { Operation, Service } from '../core/world.ts'
import { aroundEach, forkState } from './service/with-options.ts'
import { holdTransaction } from './service/pending-transactions.ts'
import { ofBackups } from './operations/of-backups.ts'
import { ofItems } from './operations/of-items.ts'
import { ofPartiql } from './operations/of-partiql.ts'
import { ofTables } from './operations/of-tables.ts'
import { resourceOf } from './requests/tables-in-request.ts'
import { createDynamoDbState, resetDynamoDbState, type DynamoDbState } from './state/state.ts'
import { shiftUpkeep } from './state/maintenance.ts'

const operations: readonly Operation<DynamoDbState>[] = [
  ...ofBackups,
  ...ofItems,
  ...ofPartiql,
  ...ofTables,
]

export const dynamodb: Service<DynamoDbState> = {
  id: 'dynamodb',
  title: 'DynamoDB',
  namespace: 'com.amazonaws.dynamodb',
  target: 'DynamoDB_20120810',
  operations: aroundEach(operations),
  resourceOf: (_operation, input) => resourceOf(input),
  hold: holdTransaction,
  createState: createDynamoDbState,
  forkState,
  resetState: resetDynamoDbState,
  shiftState: shiftUpkeep,
}

export { dynamodbStreams } from './streams/index.ts'
export { streamSource } from './streams/stream-source.ts'
export { openTable, Table } from './table/table.ts'
export type { TableOptions } from './table/create.ts'
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
export { fromAttributeValue } from './values/unmarshal.ts'
export type { AttributeValue, Item } from './values/values.ts'
