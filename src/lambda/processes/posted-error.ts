/** Errors that a process posts to the Runtime API. */
import { parseFields } from '../records/logs.ts'
import type { FunctionError } from '../records/function-error.ts'

/** An error, with the text that the caller of the function gets. */
export interface PostedError {
  readonly error: FunctionError
  readonly payloadText: string
}

// AWS: aws-lambda-runtime-interface-emulator lambda/fatalerror: a type of another form is replaced.
const ERROR_TYPE = /^(?:Runtime|Function)\.[A-Z][A-Za-z]+$/

/**
 * Reads the body of an error. The body is the payload as it stands; the record shows its type,
 * message and stack, which each runtime client spells in its own way.
 */
// AWS: "Using the Lambda runtime API for custom runtimes": errorMessage, errorType, stackTrace.
export function toPostedError(body: string, header: string | undefined): PostedError {
  const fields = parseFields(body.trim())
  const { errorType, errorMessage, stackTrace = fields?.['trace'] } = fields ?? {}
  const trace = toTrace(stackTrace)
  const error: FunctionError = {
    errorType: typeof errorType === 'string' ? errorType : toErrorType(header),
    errorMessage: typeof errorMessage === 'string' ? errorMessage : body,
    ...(trace && { trace }),
  }
  return { error, payloadText: body === '' ? JSON.stringify(error) : body }
}

const toErrorType = (header: string | undefined): string =>
  header !== undefined && ERROR_TYPE.test(header) ? header : 'Function.Unknown'

/** Go's client posts objects, the others lines. */
const toTrace = (stack: unknown): readonly string[] | undefined =>
  Array.isArray(stack)
    ? stack.map((line: unknown) => (typeof line === 'string' ? line : JSON.stringify(line)))
    : undefined
