/** The errors of durable executions, and their form in a function's answer. */
import type { FunctionError } from '../records/function-error.ts'

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_ErrorObject.html */
export interface ErrorObject {
  readonly ErrorMessage?: string
  readonly ErrorType?: string
  readonly ErrorData?: string
  readonly StackTrace?: readonly string[]
}

export const toErrorObject = ({ errorType, errorMessage, trace }: FunctionError): ErrorObject => ({
  ErrorMessage: errorMessage,
  ErrorType: errorType,
  ...(trace && { StackTrace: trace }),
})

/** Unverified: how Invoke shows the error of an execution, which may have neither type nor message. */
export const toFunctionError = ({
  ErrorType = 'Error',
  ErrorMessage = '',
  StackTrace,
}: ErrorObject): FunctionError => ({
  errorType: ErrorType,
  errorMessage: ErrorMessage,
  ...(StackTrace && { trace: StackTrace }),
})
