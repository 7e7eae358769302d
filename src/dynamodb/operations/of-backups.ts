/** The operations on backups, and those that restore from them. */
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

export const ofBackups: readonly Operation<DynamoDbState>[] = [
  createBackup,
  deleteBackup,
  describeBackup,
  describeContinuousBackups,
  listBackups,
  restoreTableFromBackup,
  restoreTableToPointInTime,
  updateContinuousBackups,
]
