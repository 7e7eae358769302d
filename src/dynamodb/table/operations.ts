/** The operations on a table, for its faults and records. */
import type { ResourceOperations } from '../../core/handles/planned-faults.ts'
import { SERVICE_ID } from '../own-service.ts'
import { isAbout } from '../requests/tables-in-request.ts'

const ON_ONE_TABLE = [
  'PutItem',
  'GetItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'SearchVectors',
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

/** The operations that a test can make fail on a table. */
export type TableOperation = (typeof ON_ONE_TABLE)[number] | (typeof ON_MANY_TABLES)[number]

export const TABLE_OPERATIONS: ResourceOperations = {
  service: SERVICE_ID,
  noun: 'a table',
  operations: ON_ONE_TABLE,
  sharedOperations: ON_MANY_TABLES,
  isAbout,
}
