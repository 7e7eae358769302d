/** Errors of exports and imports. */
import { ServiceError } from '../../../core/errors.ts'
import { validation } from '../../errors.ts'

// Unverified: the texts of this file. AWS: API_ExportTableToPointInTime.html#API_ExportTableToPointInTime_Errors
export const tableNotFound = (arn: string): ServiceError =>
  new ServiceError('TableNotFoundException', `Table not found: ${arn}`)

export const invalidTableArn = (): ServiceError => validation('Invalid TableArn')

export const exportNotFound = (arn: string): ServiceError =>
  new ServiceError('ExportNotFoundException', `Export not found: ${arn}`)

export const importNotFound = (arn: string): ServiceError =>
  new ServiceError('ImportNotFoundException', `Import not found: ${arn}`)

export const exportConflict = (): ServiceError =>
  new ServiceError(
    'ExportConflictException',
    'ClientToken is already used by an export with other parameters',
  )

export const importConflict = (): ServiceError =>
  new ServiceError(
    'ImportConflictException',
    'ClientToken is already used by an import with other parameters',
  )

export const invalidExportTime = (detail: string): ServiceError =>
  new ServiceError('InvalidExportTimeException', detail)

export const incrementalOnly = (): ServiceError =>
  validation('IncrementalExportSpecification is only valid for ExportType INCREMENTAL_EXPORT')

export const incrementalNeeded = (): ServiceError =>
  validation('IncrementalExportSpecification is required for ExportType INCREMENTAL_EXPORT')

export const keyNeedsKms = (): ServiceError =>
  validation('S3SseKmsKeyId is only valid with S3SseAlgorithm KMS')

export const csvOnly = (): ServiceError =>
  validation('InputFormatOptions.Csv is only valid for InputFormat CSV')
