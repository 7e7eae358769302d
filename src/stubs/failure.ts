/** Errors that a stub answers: which of them are AWS's. */
import { awsError } from '../core/aws-error.ts'
import { isServiceError } from '../core/errors.ts'

/** Also of another realm: Jest gives each test file its own `Error`. */
export const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]'

/** An exception of the SDK itself, such as `new ConditionalCheckFailedException({ ... })`. */
interface SdkException extends Error {
  readonly $fault: unknown
  readonly $metadata?: { readonly httpStatusCode?: number }
}

const isSdkException = (error: unknown): error is SdkException =>
  isError(error) && '$fault' in error && !isServiceError(error)

// What the SDK adds on this side of the wire.
const CLIENT_SIDE = new Set(['name', 'message', 'stack', '$fault', '$metadata', '$response'])

/**
 * The error to answer with: the SDK's own exceptions go over the wire as AWS's errors do, so that the client under test makes its own of them.
 * Anything else stays what it is.
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
