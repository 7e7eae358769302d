import type { ServiceError } from '../core/errors.ts'

const SERVICE = 'com.amazon.coral.service'

// Recorded by peers against AWS (comments in dynalite's index.js): errors that the front end
// answers before DynamoDB is asked carry the namespaces of AWS's web service framework.
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['ValidationException', 'com.amazon.coral.validate'],
  ['ThrottlingException', 'com.amazon.coral.availability'],
  ['SerializationException', SERVICE],
  ['UnknownOperationException', SERVICE],
  ['MissingAuthenticationTokenException', SERVICE],
  ['IncompleteSignatureException', SERVICE],
  ['InvalidSignatureException', SERVICE],
  ['UnrecognizedClientException', SERVICE],
  ['AccessDeniedException', SERVICE],
])

// AWS: the API model of DynamoDB spells the text's member with a capital in these three; the
// framework does so for SerializationException.
const CAPITAL_MESSAGE: ReadonlySet<string> = new Set([
  'TransactionCanceledException',
  'TransactionInProgressException',
  'IdempotentParameterMismatchException',
  'SerializationException',
])

/**
 * Returns the `__type` of an error of DynamoDB:
 * `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException`.
 */
const typeOfError = (code: string, namespace: string): string =>
  `${NAMESPACES.get(code) ?? namespace}#${code}`

/** Returns the JSON answer of an error of DynamoDB or SQS. The message is absent if AWS gives none. */
export function errorBody(error: ServiceError, namespace: string): Record<string, unknown> {
  const body: Record<string, unknown> = { __type: typeOfError(error.code, namespace) }
  if (error.message !== '') {
    body[CAPITAL_MESSAGE.has(error.code) ? 'Message' : 'message'] = error.message
  }
  return Object.assign(body, error.fields)
}
