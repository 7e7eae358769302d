/** Refusals that every part of the data plane shares. Each folder words its own in its errors.ts. */
import { ServiceError } from '../core/errors.ts'

export const validation = (message: string): ServiceError =>
  new ServiceError('ValidationException', message)

// AWS: API_PutItem.html (the prefix of most refusals)
export const invalidParameter = (detail: string): ServiceError =>
  withDetail(detail, validation(`One or more parameter values were invalid: ${detail}`))

// AWS, as captured by peers in 2026: PutItem and UpdateItem answer faults of the request itself this way.
export const inEnvelope = (message: string): ServiceError =>
  validation(`1 validation error detected: ${message}`)

export const NOT_FOUND = 'Requested resource not found'

// AWS: CommonErrors.html; the control plane and streams say which resource it is.
export const resourceNotFound = (which: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `${NOT_FOUND}: ${which}`)

// Recorded: test_batch_write_not_existing_table (data-plane answers name no table)
export const tableNotFound = (): ServiceError =>
  new ServiceError('ResourceNotFoundException', NOT_FOUND)

export const accessDenied = (): ServiceError =>
  new ServiceError('AccessDeniedException', 'Access is denied')

/** A parameter that AWS checks before the constraints of the API model. */
export const missingParameter = (name: string): string =>
  `The parameter '${name}' is required but was not present in the request`

/** What a refusal is about, where a caller answers some refusals in its own way. No caller reads the text of an error to decide. */
export type RefusalKind =
  | 'duplicatesInSet'
  | 'emptyKey'
  | 'emptyNumberSet'
  | 'emptySet'
  | 'expression'
  | 'keyMismatch'
  | 'nullValue'
  | 'number'
  | 'parameterForms'
  | 'returnValues'
  | 'tooDeep'

const KIND = Symbol('kind')
const DETAIL = Symbol('detail')

export const ofKind = (kind: RefusalKind, error: ServiceError): ServiceError =>
  Object.defineProperty(error, KIND, { value: kind })

export function kindOf(error: unknown): RefusalKind | undefined {
  return error instanceof ServiceError ? Reflect.get(error, KIND) : undefined
}

/** Remembers the part of the text that says what is wrong, for callers that have a preamble of their own. */
export const withDetail = (detail: string, error: ServiceError): ServiceError =>
  Object.defineProperty(error, DETAIL, { value: detail })

export const detailOf = (error: ServiceError): string => Reflect.get(error, DETAIL) ?? error.message
