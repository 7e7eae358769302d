/**
 * DynamoDB. Simulated: the data plane (items, queries, batches, transactions, legacy parameters) and tables.
 * Each operation is one file in operations/, listed below; wordings of refusals stand in errors.ts, quotas in limits.ts.
 * Not simulated: what no line below names is refused by name.
 * State: tables in ordered stores that worlds share and copy when they write (state.ts, storage/).
 */
import type { Operation, Service } from '../core/service.ts'
import { holdTransaction } from './hold-transaction.ts'
import { batchGetItem } from './operations/batch-get-item.ts'
import { batchWriteItem } from './operations/batch-write-item.ts'
import { createTable } from './operations/create-table.ts'
import { deleteItem } from './operations/delete-item.ts'
import { deleteTable } from './operations/delete-table.ts'
import { describeTable } from './operations/describe-table.ts'
import { getItem } from './operations/get-item.ts'
import { listTables } from './operations/list-tables.ts'
import { putItem } from './operations/put-item.ts'
import { query } from './operations/query.ts'
import { scan } from './operations/scan.ts'
import { transactGetItems } from './operations/transact-get-items.ts'
import { transactWriteItems } from './operations/transact-write-items.ts'
import { updateItem } from './operations/update-item.ts'
import { resourceOf } from './resource-of.ts'
import {
  createDynamoDbState,
  forkDynamoDbState,
  resetDynamoDbState,
  type DynamoDbState,
} from './state.ts'

const operations: readonly Operation<DynamoDbState>[] = [
  batchGetItem,
  batchWriteItem,
  createTable,
  deleteItem,
  deleteTable,
  describeTable,
  getItem,
  listTables,
  putItem,
  query,
  scan,
  transactGetItems,
  transactWriteItems,
  updateItem,
]

export const dynamodb: Service<DynamoDbState> = {
  id: 'dynamodb',
  title: 'DynamoDB',
  namespace: 'com.amazonaws.dynamodb',
  target: 'DynamoDB_20120810',
  operations: Object.fromEntries(operations.map((operation) => [operation.name, operation])),
  resourceOf: (_operation, input) => resourceOf(input),
  hold: holdTransaction,
  createState: createDynamoDbState,
  forkState: forkDynamoDbState,
  resetState: resetDynamoDbState,
}

export { openTable, Table } from './table.ts'
export type { TableOptions } from './table-create.ts'
export type { TableSnapshot } from './table-content.ts'
export type { Recipe } from './table-items.ts'
export type {
  GetOptions,
  PageOptions,
  QueryOptions,
  ScanOptions,
  WriteOptions,
} from './table-options.ts'
export type { KeyConditions } from './key-conditions.ts'
export type { Page } from './table-read.ts'
export type { TableCall, TableWrite } from './table-records.ts'
export type { CreateTableInput, TableSchema } from './table-schema.ts'
export type { TableFailureOptions, TableFaultOptions, TableOperation } from './table-faults.ts'
export { NumberValue } from './number-value.ts'
export { fromAttributeValue } from './unmarshal.ts'
export type { AttributeValue, Item } from './values.ts'
