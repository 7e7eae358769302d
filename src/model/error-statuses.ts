/** The errors of a service by code, for faults that a test plans. */
import { statusOf } from '../core/planned/faults.ts'
import type { ModelSource } from './source.ts'

/**
 * Errors that any service may answer with before it looks at the request. AWS: CommonErrors.html,
 * Programming.Errors.html of DynamoDB.
 */
const COMMON = [
  'AccessDeniedException',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InternalFailure',
  'InternalServerError',
  'InvalidSignatureException',
  'MalformedHttpRequestException',
  'MissingAuthenticationTokenException',
  'NotAuthorized',
  'OptInRequired',
  'RequestAbortedException',
  'RequestEntityTooLargeException',
  'RequestExpired',
  'RequestTimeoutException',
  'SerializationException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'ThrottlingException',
  'UnknownOperationException',
  'UnrecognizedClientException',
  'ValidationError',
  'ValidationException',
]

/** The codes of a service's errors in the query protocol, if they differ. */
export function queryCodesOf({ text }: ModelSource): Readonly<Record<string, string>> {
  const codes = [...text.matchAll(/^!(\w+)\|\w+\|(\S+)$/gm)]
  return Object.fromEntries(codes.map(([, code = '', queryCode = '']) => [code, queryCode]))
}

/** The statuses of all errors that a service may answer with, by their codes. */
export function errorStatusesOf({ text }: ModelSource): Readonly<Record<string, number>> {
  const codes = [...text.matchAll(/^!(\w+)\|(\d+)/gm)].map(
    ([, code = '', status]) => [code, Number(status)] as const,
  )
  return Object.fromEntries([...COMMON.map((code) => [code, statusOf(code)] as const), ...codes])
}
