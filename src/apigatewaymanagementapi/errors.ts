/** Errors of the management API, one factory per wording. */
import { ServiceError } from '../core/errors.ts'

// Seen: https://github.com/aws/aws-sdk-php/issues/2285, https://github.com/aws/aws-sdk-java/issues/2200:
// the answer has no body, so that the SDK for JavaScript shows its own 'UnknownError'.
export const gone = (): ServiceError => new ServiceError('GoneException', '', { status: 410 })

// Seen: https://github.com/dherault/serverless-offline/issues/749,
// https://github.com/localstack/localstack/issues/4694.
export const invalidConnectionId = (id: string): ServiceError =>
  new ServiceError('BadRequestException', `Invalid connectionId: ${id}`)

// Seen: https://github.com/aws/aws-sdk-php/issues/1955 (an endpoint without the stage).
export const forbidden = (): ServiceError =>
  new ServiceError('ForbiddenException', 'Forbidden', { status: 403 })

// Unverified: the wording, which is the documentation's of PostToConnection.
export const payloadTooLarge = (): ServiceError =>
  new ServiceError('PayloadTooLargeException', 'The data has exceeded the maximum size allowed.', {
    status: 413,
  })
