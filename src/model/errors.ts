/** Factories of a service's errors. Status, fault and query code come from its model. */
import { ServiceError } from '../core/errors.ts'
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
