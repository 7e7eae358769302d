/** AWS errors that a test builds for its stubs. */
import { checkNames, nameOf, shownValue } from '../checks.ts'
import { MisuseError, ServiceError } from '../errors.ts'
import { statusOf } from './faults.ts'

/** Everything that AWS would send beside the error's name and message. */
export interface AwsErrorOptions {
  /**
   * HTTP status of the answer. Default: the status in AWS's model; for an error without one, the
   * status that goes with its name, mostly 400.
   */
  readonly status?: number
  /** Whether the SDK retries. Default: the SDK decides by name and status. */
  readonly retryable?: boolean
  /** Further members of the error: `CancellationReasons`. */
  readonly [field: string]: unknown
}

const retryableKey: unique symbol = Symbol.for('miniregion.retryable')
const openStatusKey: unique symbol = Symbol.for('miniregion.openStatus')

/** Returns the test's choice whether the SDK retries, or undefined. */
export function retryableOf(error: ServiceError): boolean | undefined {
  const retryable: unknown = Reflect.get(error, retryableKey)
  return typeof retryable === 'boolean' ? retryable : undefined
}

/** Whether the test gave no status, so that AWS's model decides. */
export const hasOpenStatus = (error: ServiceError): boolean => openStatusKey in error

const isErrorStatus = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599

// AWS: every SDK retries it.
const UNAVAILABLE = 503

/**
 * Creates an error for `region.stub(...)`. The client turns it into its own exception class.
 *
 * @throws MisuseError when the name, the message or an option is of the wrong kind
 *
 * @example
 * region.stub(PublishCommand, awsError('ThrottledException', 'Rate exceeded', { status: 429 }))
 */
export function awsError(
  name: string,
  message: string,
  options: AwsErrorOptions = {},
): ServiceError {
  if (typeof name !== 'string' || name === '') {
    throw new MisuseError(
      `awsError() received ${shownValue(name)}.`,
      "the name of an AWS error, such as 'ThrottlingException'",
    )
  }
  if (typeof message !== 'string') {
    throw new MisuseError(
      `awsError('${name}') received ${nameOf(message)}.`,
      'its message as a string',
    )
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    checkNames(options, `awsError('${name}')`, ['status', 'retryable', "the error's own members"])
  }
  const { status, retryable, ...fields } = options
  if (status !== undefined && !isErrorStatus(status)) {
    throw new MisuseError(
      `awsError('${name}') received status: ${shownValue(status)}.`,
      'the HTTP status of an error, 400 to 599',
    )
  }
  const error = new ServiceError(name, message, {
    status: status ?? (retryable === true ? UNAVAILABLE : statusOf(name)),
    fields,
  })
  if (retryable !== undefined) Object.defineProperty(error, retryableKey, { value: retryable })
  if (status === undefined) Object.defineProperty(error, openStatusKey, { value: true })
  return error
}
