/** Factories of a service's errors. Status, fault and query code come from its model. */
import { ServiceError } from '../core/errors.ts'
import { statusOf } from '../core/faults.ts'
import { Source, type ErrorShape, type ModelSource } from './source.ts'

/**
 * Errors of AWS's web service framework. Any service may answer with them, and few models name
 * them. AWS: CommonErrors.html.
 */
export type FrameworkErrorCode =
  | 'InternalFailure'
  | 'SerializationException'
  | 'ServiceUnavailable'
  | 'ThrottlingException'
  | 'ValidationError'
  | 'ValidationException'

/** Errors that any service may answer with before it looks at the request. AWS: CommonErrors.html, Programming.Errors.html of DynamoDB. */
const COMMON = [
  'AccessDeniedException',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InternalFailure',
  'InternalServerError',
  'InvalidSignatureException',
  'MalformedHttpRequestException',
  'MissingAuthenticationTokenException',
  'NotAuthorized',
  'OptInRequired',
  'RequestAbortedException',
  'RequestEntityTooLargeException',
  'RequestExpired',
  'RequestTimeoutException',
  'SerializationException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'ThrottlingException',
  'UnknownOperationException',
  'UnrecognizedClientException',
  'ValidationError',
  'ValidationException',
]

const client: ErrorShape = { status: 400, fault: 'client', queryCode: undefined }
const server: ErrorShape = { status: 500, fault: 'server', queryCode: undefined }

const FRAMEWORK: Readonly<Record<string, ErrorShape>> = {
  InternalFailure: server,
  ServiceUnavailable: { ...server, status: 503 },
}

/**
 * Creates the error `code`. `fields` are its members beside the message (`Type`, `Item`, ...).
 *
 * ```ts
 * const error = errorsOf(SQS_MODEL)
 * throw error('QueueDoesNotExist', 'The specified queue does not exist.')
 * ```
 */
export type ErrorFactory<Code extends string> = (
  code: Code | FrameworkErrorCode,
  message: string,
  fields?: Readonly<Record<string, unknown>>,
) => ServiceError

/** Returns the statuses of all errors of a service, by code. */
export function errorStatusesOf({ text }: ModelSource): Readonly<Record<string, number>> {
  const codes = [...text.matchAll(/^!(\w+)\|(\d+)/gm)].map(
    ([, code = '', status]) => [code, Number(status)] as const,
  )
  return Object.fromEntries([...COMMON.map((code) => [code, statusOf(code)] as const), ...codes])
}

export function errorsOf<Operation extends string, Code extends string>(
  source: ModelSource<Operation, Code>,
): ErrorFactory<Code> {
  const model = new Source(source)
  return (code, message, fields = {}) => {
    const { status, fault, queryCode } = model.error(code) ?? FRAMEWORK[code] ?? client
    return new ServiceError(code, message, {
      status,
      fault,
      fields,
      ...(queryCode !== undefined && { queryCode }),
    })
  }
}
