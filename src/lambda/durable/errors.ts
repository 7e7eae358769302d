/** The errors of durable executions, one factory per wording. */
// Unverified: the wordings that name no source. Two libraries agree on most of them: AWS's own for
// testing durable functions (https://github.com/aws/aws-durable-execution-sdk-js), and the emulator
// floci.
import { ServiceError } from '../../core/errors.ts'

const USER = { fields: { Type: 'User' } }

export const invalidParameter = (message: string): ServiceError =>
  new ServiceError('InvalidParameterValueException', message, USER)

// AWS: Language SDK Specification 1.2, "Checkpoint Tokens": the message begins so.
export const checkpointTokenInvalid = (): ServiceError =>
  invalidParameter('Invalid checkpoint token')

export const tokenOfOtherExecution = (): ServiceError =>
  invalidParameter('Checkpoint token is not valid for the durable execution ARN')

// Seen by users of AWS: https://github.com/aws-samples/serverless-patterns (lambda-durable-*).
export const unqualifiedDurableFunction = (): ServiceError =>
  invalidParameter('You cannot invoke a durable function using an unqualified ARN.')

// Seen by users of AWS, in Step Functions' errors.
export const tooLongForSynchronousInvocation = (): ServiceError =>
  invalidParameter(
    'You cannot synchronously invoke a durable function with an executionTimeout greater than 15 minutes.',
  )

export const notDurable = (functionName: string): ServiceError =>
  invalidParameter(`Function ${functionName} is not a durable function`)

export const executionNotFound = (): ServiceError =>
  new ServiceError('ResourceNotFoundException', 'Durable Execution does not exist', {
    ...USER,
    status: 404,
  })

export const executionAlreadyStarted = (arn: string): ServiceError =>
  new ServiceError('DurableExecutionAlreadyStartedException', `Execution already started: ${arn}`, {
    ...USER,
    status: 409,
  })

export const callbackIdInvalid = (): ServiceError => invalidParameter('Invalid callback id')

export const callbackClosed = (): ServiceError =>
  new ServiceError(
    'CallbackTimeoutException',
    'The callback is either timed out or already completed',
    USER,
  )
