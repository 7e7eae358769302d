/** The operations that take, describe and restore backups. They load on the first call of any. */
export { createBackup } from './create-backup.ts'
export { deleteBackup } from './delete-backup.ts'
export { describeBackup } from './describe-backup.ts'
export { describeContinuousBackups } from './describe-continuous-backups.ts'
export { listBackups } from './list-backups.ts'
export { restoreTableFromBackup } from './restore-table-from-backup.ts'
export { restoreTableToPointInTime } from './restore-table-to-point-in-time.ts'
export { updateContinuousBackups } from './update-continuous-backups.ts'
