/** The error payloads of failed functions, in the form of AWS's Node runtime. */
import { types } from 'node:util'

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

const runtimeError = (name: string, message: string): FunctionError => {
  const error = new Error(message)
  error.name = `Runtime.${name}`
  return toFunctionError(error)
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code

const isNotFound = (error: unknown): boolean =>
  ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes(codeOf(error) as string)

// AWS: aws-lambda-nodejs-runtime-interface-client src/UserFunction.js. NOTE: in a test runner a
// SyntaxError may belong to another realm.
export function toLoadError(error: unknown): FunctionError {
  if (isErrorLike(error) && error.name === 'SyntaxError') {
    return runtimeError('UserCodeSyntaxError', String(error))
  }
  return isNotFound(error)
    ? runtimeError('ImportModuleError', String(error))
    : toFunctionError(error)
}

/** For a module that does not export the function. */
export const handlerNotFound = (path: string, found: unknown): FunctionError =>
  runtimeError(
    'HandlerNotFound',
    found ? `${path} is not a function` : `${path} is undefined or not exported`,
  )

// AWS: aws-lambda-nodejs-runtime-interface-client src/index.mjs
export const unhandledRejection = (reason: unknown): FunctionError =>
  runtimeError('UnhandledPromiseRejection', String(reason))

// Recorded: lambda-007.
export const timedOut = (requestId: string, timeoutMs: number): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
})

// Recorded: lambda_/test_lambda test_lambda_handler_exit (0), test_lambda_runtime_wrapper_not_found
// (others).
export const exited = (requestId: string, code: number): FunctionError => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: ${
    code === 0
      ? 'Runtime exited without providing a reason'
      : `Runtime exited with error: exit status ${code}`
  }`,
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
