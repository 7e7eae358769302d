/** The operations on backups, and those that restore from them. */
import type { Operation } from '../../core/world.ts'
import type { DynamoDbState } from '../state.ts'
import { createBackup } from './create-backup.ts'
import { deleteBackup } from './delete-backup.ts'
import { describeBackup } from './describe-backup.ts'
import { describeContinuousBackups } from './describe-continuous-backups.ts'
import { listBackups } from './list-backups.ts'
import { restoreTableFromBackup } from './restore-table-from-backup.ts'
import { restoreTableToPointInTime } from './restore-table-to-point-in-time.ts'
import { updateContinuousBackups } from './update-continuous-backups.ts'

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
