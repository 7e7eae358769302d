/** The error payloads of failed functions, in the form of AWS's Node runtime. */
import { types } from 'node:util'
import type { Crash } from '../../core/sandbox/sandbox.ts'

/**
 * The error of a failed function. Errors that Lambda reports itself (timeouts, exits) have no
 * trace.
 */
export interface FunctionError {
  /** The error's name: `TypeError`, `Sandbox.Timedout`. */
  readonly errorType: string
  /** The error's message. */
  readonly errorMessage: string
  /** The lines of the error's stack. */
  readonly trace?: readonly string[]
}

interface ErrorLike {
  readonly name: string
  readonly message: string
  readonly stack: string
}

// AWS: aws-lambda-nodejs-runtime-interface-client src/Errors.js: an error has a name, a message and
// a stack.
const isErrorLike = (value: unknown): value is ErrorLike => {
  if (types.isNativeError(value)) return true
  const { name, message, stack } = (value ?? {}) as Partial<ErrorLike>
  return [name, message, stack].every((part) => typeof part === 'string' && part !== '')
}

// AWS: aws-lambda-nodejs-runtime-interface-client src/Errors.js, toRapidResponse
export function toFunctionError(error: unknown): FunctionError {
  try {
    if (isErrorLike(error)) {
      return {
        errorType: error.name,
        errorMessage: error.message,
        trace: error.stack.split('\n'),
      }
    }
    const text = (error as { toString(): string }).toString()
    return { errorType: typeof error, errorMessage: text, trace: [] }
  } catch {
    // The error's accessors throw.
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    }
  }
}

// AWS: aws-lambda-nodejs-runtime-interface-client src/Errors.js, src/index.mjs
const runtimeError = (name: string, message: string, place?: string): FunctionError => {
  const error = new Error(message)
  error.name = `Runtime.${name}`
  const { trace = [], ...made } = toFunctionError(error)
  const [header = '', ...frames] = trace
  return { ...made, trace: place ? [header, `    at ${place}`, ...frames] : trace }
}

/**
 * Where a module could not be parsed: `/app/orders.js:3`, which V8 puts before the error's name.
 */
const placeIn = (stack: string): string | undefined =>
  /^(?:file:\/\/|[\\/]|[A-Z]:\\).*:\d+$/m.exec(stack.split('\n')[0] ?? '')?.[0]

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code

const isNotFound = (error: unknown): boolean =>
  ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes(codeOf(error) as string)

/** The text of any value. `String` throws for objects without a usable `toString`. */
function toText(value: unknown): string {
  try {
    return String(value)
  } catch {
    return `[${typeof value}]`
  }
}

// AWS: aws-lambda-nodejs-runtime-interface-client src/UserFunction.js. NOTE: in a test runner a
// SyntaxError may belong to another realm.
export function toLoadError(error: unknown): FunctionError {
  try {
    if (isErrorLike(error) && error.name === 'SyntaxError') {
      return runtimeError('UserCodeSyntaxError', toText(error), placeIn(error.stack))
    }
    if (isNotFound(error)) return runtimeError('ImportModuleError', toText(error))
  } catch {
    // An error whose getters or proxy traps throw is neither.
  }
  return toFunctionError(error)
}

/** For a module that does not export the function. */
export const handlerNotFound = (path: string, found: unknown): FunctionError =>
  runtimeError(
    'HandlerNotFound',
    found ? `${path} is not a function` : `${path} is undefined or not exported`,
  )

// AWS: aws-lambda-nodejs-runtime-interface-client, of Node 24.
export const callbackHandlerDeprecated = (): FunctionError =>
  runtimeError(
    'CallbackHandlerDeprecated',
    'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
  )

// AWS: aws-lambda-nodejs-runtime-interface-client src/UserFunction.js
export const malformedHandlerName = (): FunctionError =>
  runtimeError('MalformedHandlerName', 'Bad handler')

// Recorded: lambda-007.
export const timedOut = (requestId: string, timeoutMs: number): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
})

/** The error of a function whose process ended. */
export function toCrashError(crash: Crash, requestId: string): FunctionError {
  switch (crash.type) {
    case 'exit':
      return exited(requestId, crash.code === 0 ? '' : `exit status ${crash.code}`)
    case 'signal':
      return exited(requestId, `signal: ${crash.signal}`)
    case 'unhandledRejection':
      return runtimeError('UnhandledPromiseRejection', toText(crash.error))
    case 'uncaughtException':
      return toFunctionError(crash.error)
  }
}

// Recorded: lambda_/test_lambda test_lambda_handler_exit (0), test_lambda_runtime_wrapper_not_found
// (others). Unverified: the wording for signals.
const exited = (requestId: string, how: string): FunctionError => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: ${
    how === '' ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${how}`
  }`,
})

/** For a program that cannot be started. */
// AWS: aws-lambda-runtime-interface-emulator lambda/fatalerror: Runtime.InvalidEntrypoint; logs that
// users published (`fork/exec /var/task/bootstrap: permission denied`).
export const invalidEntrypoint = (requestId: string, reason: string): FunctionError => ({
  errorType: 'Runtime.InvalidEntrypoint',
  errorMessage: `RequestId: ${requestId} Error: ${reason}`,
})

// Recorded: lambda-011.
export const responseTooLarge = (limit: number): FunctionError => ({
  errorMessage: `Response payload size exceeded maximum allowed payload size (${limit} bytes).`,
  errorType: 'Function.ResponseSizeTooLarge',
})

// AWS: aws-lambda-nodejs-runtime-interface-client src/RAPIDClient.js
export const unserialisable = (): FunctionError =>
  toFunctionError(new Error('Unable to stringify response body'))

/** An error of this library, not of AWS: the world ended while the function ran. */
export const worldEnded = (): FunctionError => ({
  errorType: 'Miniregion.Ended',
  errorMessage: 'The test (or its region) ended while this invocation was running.',
})

/**
 * Returns the error, or the one of an answer that does not fit into JSON: an error's members may be
 * anything.
 */
// AWS: aws-lambda-nodejs-runtime-interface-client src/RAPIDClient.js
export function toReportable(error: FunctionError): FunctionError {
  try {
    JSON.stringify(error)
    return error
  } catch {
    return unserialisable()
  }
}
