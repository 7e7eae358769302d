/** EventBridge's errors, one factory per wording. */
import { ServiceError } from '../core/errors.ts'

const validation = (message: string): ServiceError =>
  new ServiceError('ValidationException', message)

const notFound = (message: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', message)

export const busNotFound = (name: string): ServiceError =>
  notFound(`Event bus ${name} does not exist.`)

export const ruleNotFound = (name: string, bus: string): ServiceError =>
  notFound(`Rule ${name} does not exist on EventBus ${bus}.`)

export const busExists = (name: string): ServiceError =>
  new ServiceError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`)

// Recorded: ev-b-3.
export const busUndeletable = (name: string): ServiceError =>
  validation(`Cannot delete event bus ${name}.`)

// AWS: https://github.com/hashicorp/terraform-provider-aws/issues/22131 shows the answer.
export const busHasRules = (): ServiceError =>
  validation("EventBus can't be deleted since it has rules.")

// Unverified: the wording.
export const busNameHasSlash = (): ServiceError =>
  validation("Event bus name must not contain '/'.")

// Recorded: ev-r-3.
export const ruleHasTargets = (): ServiceError =>
  validation("Rule can't be deleted since it has targets.")

// Recorded: ev-r-6.
export const limitExceeded = (): ServiceError =>
  new ServiceError(
    'LimitExceededException',
    'The requested resource exceeds the maximum number allowed.',
  )

export const invalidPattern = (reason: string): ServiceError =>
  new ServiceError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`)

// Unverified: the wording.
export const patternOrScheduleMissing = (): ServiceError =>
  validation('Parameter(s) EventPattern or ScheduleExpression must be specified.')

// Recorded: ev-cron-bad-1.
export const invalidSchedule = (): ServiceError =>
  validation('Parameter ScheduleExpression is not valid.')

// Recorded: test_put_rule_with_schedule on a custom bus.
export const scheduleOnCustomBus = (): ServiceError =>
  validation('ScheduleExpression is supported only on the default event bus.')

// Recorded: evp-test_plain_string_payload.
export const invalidEvent = (): ServiceError => validation('Parameter Event is not valid.')

export const requestTooLarge = (): ServiceError =>
  validation('Total size of the entries in the request is over the limit.')

// Unverified: the wording.
export const invalidToken = (): ServiceError => validation('Parameter NextToken is not valid.')

// Unverified: the wording.
export const tagsRefused = (index: number): ServiceError =>
  validation(`The tag key or value at position ${index + 1} is not valid.`)

export const tooManyTags = (most: number): ServiceError =>
  new ServiceError('LimitExceededException', `The number of tags exceeds the limit of ${most}.`)

export const invalidResourceArn = (arn: string): ServiceError =>
  validation(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`)

/** What an input of a target may be given by. Recorded. */
export const severalInputs = (target: string): ServiceError =>
  validation(
    `Only one of Input, InputPath, or InputTransformer must be provided for target ${target}.`,
  )

// Recorded: ev-tf-e1.
export const invalidPlaceholder = (target: string, name: string): ServiceError =>
  validation(`InputTemplate for target ${target} contains invalid placeholder ${name}.`)

// Unverified: the wording.
export const invalidInput = (target: string): ServiceError =>
  validation(`JSON syntax error in input for target ${target}.`)

// Unverified: the wording.
export const invalidInputPath = (target: string): ServiceError =>
  validation(`Invalid InputPath for target ${target}.`)

// Unverified: the wording.
export const groupMissing = (target: string): ServiceError =>
  validation(`Parameter(s) SqsParameters must be specified for target: ${target}.`)

/** Why PutEvents did not take an entry. */
export interface EntryFlaw {
  readonly ErrorCode: string
  readonly ErrorMessage: string
}

// Recorded: ev-put-2.
export const missingMember = (member: string): EntryFlaw => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${member} is not valid. Reason: ${member} is a required argument.`,
})

// Recorded: ev-put-mal-1 to 4.
export const malformedDetail = (): EntryFlaw => ({
  ErrorCode: 'MalformedDetail',
  ErrorMessage: 'Detail is malformed.',
})

// AWS: PutEvents, Source. Unverified: the wording.
export const reservedSource = (): EntryFlaw => ({
  ErrorCode: 'NotAuthorizedForSourceException',
  ErrorMessage: 'Not authorized for the source.',
})
