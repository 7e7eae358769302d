/** Errors of AWS that a test makes itself, to be answered by a stub. */
import { checkNames, nameOf, shownValue } from './checks.ts'
import { MisuseError, ServiceError } from './errors.ts'
import { statusOf } from './faults.ts'

/** What AWS would say beside the error's name and message. */
export interface AwsErrorOptions {
  /** HTTP status of the answer. Default: the one of AWS's model; of an error that the model does not have 400, or what goes with its name. */
  readonly status?: number
  /** Whether the SDK tries again. Default: as the SDK decides, by name and status. */
  readonly retryable?: boolean
  /** Further members of the error: `CancellationReasons`. */
  readonly [field: string]: unknown
}

const retryableKey: unique symbol = Symbol.for('miniregion.retryable') as never
const openStatusKey: unique symbol = Symbol.for('miniregion.openStatus') as never

/** Whether the SDK is to try again, where the test said so. */
export const retryableOf = (error: ServiceError): boolean | undefined =>
  retryableKey in error ? (error[retryableKey] as boolean) : undefined

/** Whether the test gave no status: AWS's model may know it. */
export const hasOpenStatus = (error: ServiceError): boolean => openStatusKey in error

const isErrorStatus = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 400 && (value as number) <= 599

// AWS: any SDK takes it for a passing failure.
const UNAVAILABLE = 503

/**
 * An error as AWS would answer it, for `region.stub(...)`: the client's own exception class is made of it.
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
      `awsError() got ${shownValue(name)}.`,
      "the name of an AWS error, such as 'ThrottlingException'",
    )
  }
  if (typeof message !== 'string') {
    throw new MisuseError(`awsError('${name}') got ${nameOf(message)}.`, 'its message, as text')
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    checkNames(options, `awsError('${name}')`, ['status', 'retryable', "the error's own members"])
  }
  const { status, retryable, ...fields } = options
  if (status !== undefined && !isErrorStatus(status)) {
    throw new MisuseError(
      `awsError('${name}') got status: ${shownValue(status)}.`,
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
