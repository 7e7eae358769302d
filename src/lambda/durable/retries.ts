/** When a failed invocation of a durable execution is repeated. */
import type { ErrorObject } from './error-object.ts'

// AWS: Language SDK Specification 1.2, "Error Classification": up to 3 immediate retries of errors
// of the environment, and retries with exponential backoff "over several hours" of the handler's.
const ENVIRONMENT_ERROR = /^(?:Runtime|Sandbox|Extension)\.(?!Timedout$)/
const ENVIRONMENT_RETRIES = 3
// Unverified: 1 s doubled 14 times, which is four and a half hours.
const HANDLER_RETRIES = 14
export const FIRST_RETRY_MS = 1_000

/**
 * The milliseconds until the next try after so many failures in a row, or undefined when the
 * execution fails.
 */
export function retryDelay({ ErrorType = '' }: ErrorObject, failures: number): number | undefined {
  const isImmediate = ENVIRONMENT_ERROR.test(ErrorType)
  if (failures > (isImmediate ? ENVIRONMENT_RETRIES : HANDLER_RETRIES)) return undefined
  return isImmediate ? 0 : FIRST_RETRY_MS * 2 ** (failures - 1)
}
