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

// AWS: API_DeleteRule.html. Unverified: the wording.
export const managedRule = (name: string): ServiceError =>
  new ServiceError(
    'ManagedRuleException',
    `Rule ${name} is managed by an AWS service, and only that service can change it.`,
  )

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

// Seen: the wordings of connections and API destinations: LocalStack, services/events/provider.py.
export const connectionExists = (name: string): ServiceError =>
  new ServiceError('ResourceAlreadyExistsException', `Connection ${name} already exists.`)

export const connectionNotFound = (name: string): ServiceError =>
  notFound(`Failed to describe the connection(s). Connection '${name}' does not exist.`)

export const apiDestinationExists = (name: string): ServiceError =>
  new ServiceError('ResourceAlreadyExistsException', `An api-destination '${name}' already exists.`)

export const apiDestinationNotFound = (name: string): ServiceError =>
  notFound(
    `Failed to describe the api-destination(s). An api-destination '${name}' does not exist.`,
  )

// Unverified: the wording.
export const authParametersMissing = (member: string): ServiceError =>
  validation(`Parameter(s) AuthParameters.${member} must be specified.`)

// Recorded: EVENTS, Buses and rules.
export const statementNotFound = (): ServiceError =>
  notFound('Statement with the provided id does not exist.')

// Seen: moto, events/models.py.
export const noPolicy = (): ServiceError => notFound('EventBus does not have a policy.')

// Unverified: the wording.
export const permissionIncomplete = (): ServiceError =>
  validation('Parameters Action, Principal and StatementId must be provided.')

// Unverified: the wording.
export const policyNotJson = (): ServiceError =>
  validation('Parameter Policy is not valid. Reason: it must be a policy document in JSON.')

export const policyTooLong = (): ServiceError =>
  new ServiceError(
    'PolicyLengthExceededException',
    'The policy of the event bus exceeds the length limit.',
  )

// Recorded: EVENTS, Archives (AR).
export const archiveExists = (name: string): ServiceError =>
  new ServiceError('ResourceAlreadyExistsException', `Archive ${name} already exists.`)

// Recorded: EVENTS, Archives (AR).
export const archiveNotFound = (name: string): ServiceError =>
  notFound(`Archive ${name} does not exist.`)

// Recorded: EVENTS, Archives (AR).
export const nothingToUpdate = (): ServiceError =>
  validation('At least one of EventPattern, RetentionDays or Description must be provided.')

// Seen: the wordings of replays and filters: moto, events/models.py.
const invalidParameter = (parameter: string, reason: string): ServiceError =>
  validation(`Parameter ${parameter} is not valid. Reason: ${reason}`)

export const notBusArn = (parameter: string): ServiceError =>
  invalidParameter(parameter, 'Must contain an event bus ARN.')

export const noSuchArchiveToReplay = (arn: string): ServiceError =>
  invalidParameter('EventSourceArn', `Archive ${arn.split('/').at(-1) ?? arn} does not exist.`)

export const replayOnOtherBus = (): ServiceError =>
  invalidParameter('Destination.Arn', 'Cross event bus replay is not permitted.')

export const replayTimesReversed = (): ServiceError =>
  invalidParameter('EventEndTime', 'EventStartTime must be before EventEndTime.')

export const replayExists = (name: string): ServiceError =>
  new ServiceError('ResourceAlreadyExistsException', `Replay ${name} already exists.`)

export const replayNotFound = (name: string): ServiceError =>
  notFound(`Replay ${name} does not exist.`)

export const replayHasEnded = (name: string): ServiceError =>
  new ServiceError(
    'IllegalStatusException',
    `Replay ${name} is not in a valid state for this operation.`,
  )

/** Lists take one filter. */
export function checkOneFilter(operation: string, filters: readonly unknown[]): void {
  if (filters.filter((filter) => filter !== undefined).length <= 1) return
  throw validation(
    `At most one filter is allowed for ${operation}. Use either : State, EventSourceArn, or NamePrefix.`,
  )
}

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
