/**
 * Errors of backups and restores.
 * AWS (measured, 2026): DDB-BACKUP-001 to 016, DDB-TABLE-098 to 100, 219, 272, 273.
 */
import { ServiceError } from '../../core/errors.ts'
import { validation } from '../errors.ts'
import { tableExists } from '../schema/errors.ts'

export const invalidRequest = (detail: string): ServiceError =>
  validation(`Invalid Request: ${detail}`)

/** Backups have another error for missing tables than the rest of the control plane. */
export const noSuchTable = (name: string): ServiceError =>
  new ServiceError('TableNotFoundException', `Table not found: ${name}`)

export const backupNotFound = (arn: string): ServiceError =>
  new ServiceError('BackupNotFoundException', `Backup not found: ${arn}`)

export const invalidBackupArn = (): ServiceError => validation('Invalid Backup ARN')

export const targetExists = (name: string): ServiceError =>
  new ServiceError('TableAlreadyExistsException', tableExists(name).message)

export const targetInUse = (name: string, source: string): ServiceError =>
  new ServiceError(
    'TableInUseException',
    `Table: ${name} is already being restored from backup: ${source}`,
  )

export const noPointInTime = (name: string): ServiceError =>
  new ServiceError(
    'PointInTimeRecoveryUnavailableException',
    `Point in time recovery is not enabled for table '${name}'`,
  )

export const outsideWindow = (asked: string, earliest: string, latest: string): ServiceError =>
  new ServiceError(
    'InvalidRestoreTimeException',
    `RestoreDateTime '${asked}' must be within EarliestRestorableDateTime '${earliest}' and LatestRestorableDateTime '${latest}'`,
  )

export const noMatchingIndex = (name: string): ServiceError =>
  invalidRequest(
    `Index ${name} does not match a secondary index that existed in the source table and cannot be created during the restore operation`,
  )
