/** The simulated operations of DynamoDB. Any other operation throws UnsupportedError. */
import type { Operation } from '../../core/world/world.ts'
import { rooms } from '../rooms.ts'
import type { DynamoDbState } from '../state/state.ts'
import { batchGetItem } from './items/batch-get-item.ts'
import { batchWriteItem } from './items/batch-write-item.ts'
import { deleteItem } from './items/delete-item.ts'
import { getItem } from './items/get-item.ts'
import { putItem } from './items/put-item.ts'
import { query } from './items/query.ts'
import { scan } from './items/scan.ts'
import { transactGetItems } from './items/transact-get-items.ts'
import { transactWriteItems } from './items/transact-write-items.ts'
import { updateItem } from './items/update-item.ts'
import { createTable } from './tables/create-table.ts'
import { deleteTable } from './tables/delete-table.ts'
import { describeEndpoints } from './tables/describe-endpoints.ts'
import { describeLimits } from './tables/describe-limits.ts'
import { describeTable } from './tables/describe-table.ts'
import { listTables } from './tables/list-tables.ts'
import { updateTable } from './tables/update-table.ts'
import { listTagsOfResource } from './tags/list-tags-of-resource.ts'
import { tagResource } from './tags/tag-resource.ts'
import { untagResource } from './tags/untag-resource.ts'
import { describeTimeToLive } from './time-to-live/describe-time-to-live.ts'
import { updateTimeToLive } from './time-to-live/update-time-to-live.ts'

export const operations: Readonly<Record<string, () => Operation<DynamoDbState>>> = {
  CreateBackup: () => rooms.backups().createBackup,
  DeleteBackup: () => rooms.backups().deleteBackup,
  DescribeBackup: () => rooms.backups().describeBackup,
  DescribeContinuousBackups: () => rooms.backups().describeContinuousBackups,
  ListBackups: () => rooms.backups().listBackups,
  RestoreTableFromBackup: () => rooms.backups().restoreTableFromBackup,
  RestoreTableToPointInTime: () => rooms.backups().restoreTableToPointInTime,
  UpdateContinuousBackups: () => rooms.backups().updateContinuousBackups,
  BatchGetItem: () => batchGetItem,
  BatchWriteItem: () => batchWriteItem,
  DeleteItem: () => deleteItem,
  GetItem: () => getItem,
  PutItem: () => putItem,
  Query: () => query,
  Scan: () => scan,
  TransactGetItems: () => transactGetItems,
  TransactWriteItems: () => transactWriteItems,
  UpdateItem: () => updateItem,
  BatchExecuteStatement: () => rooms.partiql().batchExecuteStatement,
  ExecuteStatement: () => rooms.partiql().executeStatement,
  ExecuteTransaction: () => rooms.partiql().executeTransaction,
  CreateTable: () => createTable,
  DeleteTable: () => deleteTable,
  DescribeEndpoints: () => describeEndpoints,
  DescribeLimits: () => describeLimits,
  DescribeTable: () => describeTable,
  ListTables: () => listTables,
  UpdateTable: () => updateTable,
  ListTagsOfResource: () => listTagsOfResource,
  TagResource: () => tagResource,
  UntagResource: () => untagResource,
  DescribeTimeToLive: () => describeTimeToLive,
  UpdateTimeToLive: () => updateTimeToLive,
}
