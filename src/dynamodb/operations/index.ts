/** Every operation of DynamoDB that is simulated. Any other operation throws UnsupportedError. */
import type { Operation } from '../../core/world.ts'
import type { DynamoDbState } from '../state/state.ts'
import { createBackup } from './backups/create-backup.ts'
import { deleteBackup } from './backups/delete-backup.ts'
import { describeBackup } from './backups/describe-backup.ts'
import { describeContinuousBackups } from './backups/describe-continuous-backups.ts'
import { listBackups } from './backups/list-backups.ts'
import { restoreTableFromBackup } from './backups/restore-table-from-backup.ts'
import { restoreTableToPointInTime } from './backups/restore-table-to-point-in-time.ts'
import { updateContinuousBackups } from './backups/update-continuous-backups.ts'
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
import { batchExecuteStatement } from './partiql/batch-execute-statement.ts'
import { executeStatement } from './partiql/execute-statement.ts'
import { executeTransaction } from './partiql/execute-transaction.ts'
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

export const operations: readonly Operation<DynamoDbState>[] = [
  createBackup,
  deleteBackup,
  describeBackup,
  describeContinuousBackups,
  listBackups,
  restoreTableFromBackup,
  restoreTableToPointInTime,
  updateContinuousBackups,
  batchGetItem,
  batchWriteItem,
  deleteItem,
  getItem,
  putItem,
  query,
  scan,
  transactGetItems,
  transactWriteItems,
  updateItem,
  batchExecuteStatement,
  executeStatement,
  executeTransaction,
  createTable,
  deleteTable,
  describeEndpoints,
  describeLimits,
  describeTable,
  listTables,
  updateTable,
  listTagsOfResource,
  tagResource,
  untagResource,
  describeTimeToLive,
  updateTimeToLive,
]
