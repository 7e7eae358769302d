/** The answer of a durable function's handler to one of its invocations. */
// AWS: Lambda Durable Functions Language SDK Specification 1.2, "Invocation Output".
import type { ErrorObject } from './error-object.ts'

export type InvocationOutput =
  | { readonly status: 'SUCCEEDED'; readonly result: string | undefined }
  | { readonly status: 'FAILED'; readonly error: ErrorObject }
  | { readonly status: 'PENDING' }
  /** It breaks the protocol, so the execution fails. */
  | { readonly status: 'INVALID'; readonly error: ErrorObject }

// Unverified: the wordings, as the emulator floci has them.
const invalid = (ErrorMessage: string): InvocationOutput => ({
  status: 'INVALID',
  error: { ErrorMessage, ErrorType: 'InvalidParameterValueException' },
})

export function parseOutput(payload: unknown, limit: number): InvocationOutput {
  if (typeof payload !== 'object' || payload === null) return invalidStatus()
  const { Status, Result, Error: error } = payload as Record<string, unknown>
  if (Status === 'PENDING') return { status: 'PENDING' }
  if (Status === 'SUCCEEDED') {
    if (error !== undefined && error !== null) {
      return invalid('Cannot provide an Error for SUCCEEDED status.')
    }
    const result = typeof Result === 'string' && Result !== '' ? Result : undefined
    if (result !== undefined && Buffer.byteLength(result) > limit) {
      return invalid(`Execution output payload size must be less than or equal to ${limit} bytes.`)
    }
    return { status: 'SUCCEEDED', result }
  }
  if (Status !== 'FAILED') return invalidStatus()
  if (Result !== undefined && Result !== null) {
    return invalid('Cannot provide a Result for FAILED status.')
  }
  return { status: 'FAILED', error: toErrorObject(error) }
}

const invalidStatus = (): InvocationOutput => invalid('Invalid Status in invocation output.')

export const pendingNothing = (): InvocationOutput =>
  invalid('Cannot return PENDING status with no pending operations.')

function toErrorObject(value: unknown): ErrorObject {
  if (typeof value !== 'object' || value === null) return {}
  const { ErrorMessage, ErrorType, ErrorData, StackTrace } = value as Record<string, unknown>
  return {
    ...(typeof ErrorMessage === 'string' && { ErrorMessage }),
    ...(typeof ErrorType === 'string' && { ErrorType }),
    ...(typeof ErrorData === 'string' && { ErrorData }),
    ...(Array.isArray(StackTrace) && { StackTrace: StackTrace.map(String) }),
  }
}

export const errorOf = (output: InvocationOutput | undefined): ErrorObject | undefined =>
  output?.status === 'FAILED' || output?.status === 'INVALID' ? output.error : undefined
