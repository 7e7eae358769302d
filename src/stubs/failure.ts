/** Recognizes errors that a stub answers, and AWS's among them. */
import { awsError } from '../core/planned/aws-error.ts'
import { isServiceError } from '../core/errors.ts'

/** Recognizes errors of another realm: Jest gives each test file its own `Error`. */
export const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]'

/** An exception of the SDK itself, such as `new ConditionalCheckFailedException({ ... })`. */
interface SdkException extends Error {
  readonly $fault: unknown
  readonly $metadata?: { readonly httpStatusCode?: number }
}

const isSdkException = (error: unknown): error is SdkException =>
  isError(error) && '$fault' in error && !isServiceError(error)

// Members that the SDK adds on the client's side.
const CLIENT_SIDE = new Set(['name', 'message', 'stack', '$fault', '$metadata', '$response'])

/**
 * Returns the error to answer with. The SDK's own exceptions go over the wire like AWS's errors, so
 * that the client under test creates its own exceptions from them. Any other error stays as it is.
 */
export function toFailure(error: unknown): unknown {
  if (!isSdkException(error)) return error
  const members = Object.entries(error).filter(([name]) => !CLIENT_SIDE.has(name))
  const status = error.$metadata?.httpStatusCode
  return awsError(error.name, error.message, {
    ...Object.fromEntries(members),
    ...(status !== undefined && { status }),
  })
}
