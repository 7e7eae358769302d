/** Errors of the control plane. */
import { ServiceError } from '../../core/errors.ts'
import { resourceNotFound, validation } from '../errors.ts'
import type { Transition } from './definition.ts'

// AWS: API_DescribeTable.html#API_DescribeTable_Errors
export const tableNotFound = (name: string): ServiceError =>
  resourceNotFound(`Table: ${name} not found`)

export const indexNotFound = (index: string, table: string): ServiceError =>
  resourceNotFound(`Index ${index} for table ${table}`)

// Recorded: test_table_crud
export const tableExists = (name: string): ServiceError =>
  new ServiceError('ResourceInUseException', `Table already exists: ${name}`)

// AWS (measured, 2026)
export const stillInUse = (what: string, name: string): ServiceError =>
  new ServiceError(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: ${what}: ${name}`,
  )

const PAST = { CREATING: 'created', UPDATING: 'updated', DELETING: 'deleted' } as const

export const tableInUse = (status: Transition['status'], name: string): ServiceError =>
  stillInUse(`Table is being ${PAST[status]}`, name)

export const limitExceeded = (message: string): ServiceError =>
  new ServiceError('LimitExceededException', message)

// AWS: LimitExceededException of UpdateTable
export const oneIndexAtATime = (): ServiceError =>
  limitExceeded(
    'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
  )

// AWS: WorkingWithTables.Basics.html#WorkingWithTables.Basics.DeletionProtection
export const isProtected = (): ServiceError =>
  validation(
    'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
  )
