/** Scheduler's errors, one factory per wording. */
import { ServiceError } from '../core/errors.ts'

const validation = (message: string): ServiceError =>
  new ServiceError('ValidationException', message)

// Recorded: ev-sch-bad-1, 5, 7.
export const invalidExpression = (expression: string): ServiceError =>
  validation(`Invalid Schedule Expression ${expression}.`)

// Unverified: the wording.
export const invalidTimezone = (timezone: string): ServiceError =>
  validation(`Invalid Schedule Expression Timezone ${timezone}.`)

// Unverified: the wording.
export const windowMissing = (): ServiceError =>
  validation(
    'MaximumWindowInMinutes must be provided when the flexible time window mode is FLEXIBLE.',
  )

// Unverified: the wording.
export const windowUnwanted = (): ServiceError =>
  validation(
    'MaximumWindowInMinutes must not be provided when the flexible time window mode is OFF.',
  )

// Unverified: the wording.
export const datesReversed = (): ServiceError =>
  validation('The StartDate must come before the EndDate.')

// AWS: CreateSchedule, StartDate. Unverified: the wording.
export const startsTooEarly = (): ServiceError =>
  validation('The StartDate you specify cannot be earlier than 5 minutes ago.')

// Unverified: the wording.
export const endsInPast = (): ServiceError =>
  validation('The EndDate you specify cannot be in the past.')

// Unverified: the wording.
export const invalidArn = (): ServiceError => validation('Provided Arn is not in correct format.')

// Unverified: the wording.
export const inputNotJson = (): ServiceError =>
  validation('Input must be a valid JSON for this target.')

// Unverified: the wording.
export const parametersMissing = (name: string, arn: string): ServiceError =>
  validation(`${name} must be specified for target ${arn}.`)

// Unverified: the wording.
export const parametersUnwanted = (name: string, arn: string): ServiceError =>
  validation(`${name} is not supported for target ${arn}.`)

// Unverified: the wording.
export const defaultGroupUndeletable = (): ServiceError =>
  validation('The default schedule group cannot be deleted.')

// Unverified: the wording.
export const invalidToken = (): ServiceError => validation('Invalid NextToken.')

// Unverified: the wording.
export const tagsRefused = (index: number): ServiceError =>
  validation(`The tag key or value at position ${index + 1} is not valid.`)

// Unverified: the wording.
export const tooManyTags = (most: number): ServiceError =>
  validation(`The number of tags exceeds the limit of ${most}.`)

const conflict = (message: string): ServiceError =>
  new ServiceError('ConflictException', message, { status: 409 })

// Unverified: the wording.
export const scheduleExists = (name: string): ServiceError =>
  conflict(`Schedule ${name} already exists.`)

// Unverified: the wording.
export const groupExists = (name: string): ServiceError =>
  conflict(`Schedule group ${name} already exists.`)

// Unverified: the wording.
export const tokenReused = (): ServiceError =>
  conflict('The ClientToken was used before with other parameters.')

const notFound = (message: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', message, { status: 404 })

// Unverified: the wording.
export const scheduleNotFound = (name: string): ServiceError =>
  notFound(`Schedule ${name} does not exist.`)

// Unverified: the wording.
export const groupNotFound = (name: string): ServiceError =>
  notFound(`Schedule group ${name} does not exist.`)

// Unverified: the wording.
export const tooManyGroups = (): ServiceError =>
  new ServiceError(
    'ServiceQuotaExceededException',
    'The number of schedule groups exceeds the quota.',
    { status: 402 },
  )
