/** The operations on backups, and those that restore from them. They load when the first of them is called. */
export { createBackup } from './create-backup.ts'
export { deleteBackup } from './delete-backup.ts'
export { describeBackup } from './describe-backup.ts'
export { describeContinuousBackups } from './describe-continuous-backups.ts'
export { listBackups } from './list-backups.ts'
export { restoreTableFromBackup } from './restore-table-from-backup.ts'
export { restoreTableToPointInTime } from './restore-table-to-point-in-time.ts'
export { updateContinuousBackups } from './update-continuous-backups.ts'
