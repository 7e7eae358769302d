/**
 * Lambda's errors, one factory per wording. On the wire their message key is `Message`, and most
 * have a `Type`.
 */
import { ServiceError } from '../core/errors.ts'

export type LambdaErrorCode =
  | 'AccessDeniedException'
  | 'InvalidParameterValueException'
  | 'InvalidRequestContentException'
  | 'PreconditionFailedException'
  | 'ProvisionedConcurrencyConfigNotFoundException'
  | 'RequestEntityTooLargeException'
  | 'RequestTooLargeException'
  | 'ResourceConflictException'
  | 'ResourceNotFoundException'
  | 'TooManyRequestsException'
  | 'ValidationException'

export const lambdaError = (
  code: LambdaErrorCode,
  message: string,
  status: number,
  fields: Readonly<Record<string, unknown>> = { Type: 'User' },
): ServiceError => new ServiceError(code, message, { status, fields })

// Recorded: lambda-013. The ARN ends with the qualifier: `$LATEST` for a request without one.
export const functionNotFound = (qualifiedArn: string): ServiceError =>
  lambdaError('ResourceNotFoundException', `Function not found: ${qualifiedArn}`, 404)

// Recorded: test_lambda_api test_function_arns.
export const functionInOtherRegion = (named: string, own: string): ServiceError =>
  lambdaError(
    'ResourceNotFoundException',
    `Functions from '${named}' are not reachable in this region ('${own}')`,
    404,
  )

// Unverified: the wording of the message; the code and status were recorded.
export const functionInOtherAccount = (arn: string): ServiceError =>
  lambdaError(
    'AccessDeniedException',
    `User is not authorized to perform: lambda:InvokeFunction on resource: ${arn}`,
    403,
    {},
  )

// Recorded: test_lambda_api test_ops_with_arn_qualifier_mismatch.
export const qualifierMismatch = (): ServiceError =>
  lambdaError(
    'InvalidParameterValueException',
    'The derived qualifier from the function name does not match the specified qualifier.',
    400,
  )

// Recorded: lambda_/test_lambda test_lambda_invoke_payload_encoding_error, up to the parser's own
// words.
export const unparsablePayload = (reason: string): ServiceError =>
  lambdaError(
    'InvalidRequestContentException',
    `Could not parse request body into json: Could not parse payload into json: ${reason}`,
    400,
  )

// AWS: Invoke, ClientContext is base64-encoded JSON. Unverified: the wording.
export const unparsableClientContext = (): ServiceError =>
  lambdaError(
    'InvalidRequestContentException',
    'Client context must be a valid Base64-encoded JSON object.',
    400,
  )

// AWS: Invoke, RequestTooLargeException. Unverified: the wording.
export const requestTooLarge = (bytes: number, limit: number): ServiceError =>
  lambdaError(
    'RequestTooLargeException',
    `${bytes} byte payload is too large for the ${
      limit < 2_000_000 ? 'Event' : 'RequestResponse'
    } invocation type (limit ${limit} bytes)`,
    413,
  )

// AWS: "Tenant isolation", a request without a tenant.
export const tenantMissing = (): ServiceError =>
  lambdaError(
    'InvalidParameterValueException',
    'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
    400,
  )

// Unverified: the wording.
export const tenantUnexpected = (): ServiceError =>
  lambdaError(
    'InvalidParameterValueException',
    'The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.',
    400,
  )

// Unverified: code and wording.
export const invalidMarker = (): ServiceError =>
  lambdaError('InvalidParameterValueException', 'Invalid marker', 400)

// AWS: Lambda Developer Guide, "Troubleshooting": the reasons of TooManyRequestsException.
export const accountConcurrencyExceeded = (): ServiceError =>
  lambdaError('TooManyRequestsException', 'Rate Exceeded.', 429, {
    Reason: 'ConcurrentInvocationLimitExceeded',
    Type: 'User',
  })

// Recorded: lambda-023.
export const reservedConcurrencyExceeded = (): ServiceError =>
  lambdaError('TooManyRequestsException', 'Rate Exceeded.', 429, {
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    Type: 'User',
  })
