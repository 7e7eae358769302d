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

// Seen: ansible-collections/community.aws#1558
export const tooManyDecreases = (today: number, last: number, next: number): ServiceError =>
  limitExceeded(
    'Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first 4 decreases, each ' +
      'subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. ' +
      `Number of decreases today: ${today}. Last decrease at ${inWords(last)}. Next decrease can be made at ${inWords(next)}`,
  )

// Unverified: the text. It said 'limited to once in 1 day(s)' while AWS allowed one switch a day.
export const tooManySwitches = (last: number, next: number): ServiceError =>
  limitExceeded(
    `Subscriber limit exceeded: Update to PayPerRequest mode are limited to 4 in 1 day(s). Last update at ${inWords(last)}. Next update can be made at ${inWords(next)}`,
  )

/** `Monday, October 10, 2022 at 1:00:19 PM Coordinated Universal Time` */
function inWords(time: number): string {
  const date = new Date(time)
  const day = date.toLocaleDateString('en-US', { dateStyle: 'full', timeZone: 'UTC' })
  const clock = date.toLocaleTimeString('en-US', { timeZone: 'UTC' })
  // Newer versions of the Unicode data put a narrow no-break space before PM.
  return `${day} at ${clock.replace('\u202f', ' ')} Coordinated Universal Time`
}

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
