/** Errors that several folders throw. Each folder words its other errors in its own errors.ts. */
import { ServiceError } from '../core/errors.ts'

export const validation = (message: string): ServiceError =>
  new ServiceError('ValidationException', message)

// AWS: API_PutItem.html (the prefix of most validation errors)
export const invalidParameter = (detail: string): ServiceError =>
  withDetail(detail, validation(`One or more parameter values were invalid: ${detail}`))

// AWS, as captured by peers in 2026: PutItem and UpdateItem report errors in the request itself
// this way.
export const inEnvelope = (message: string): ServiceError =>
  validation(`1 validation error detected: ${message}`)

export const NOT_FOUND = 'Requested resource not found'

// AWS: CommonErrors.html; the control plane and streams name the resource.
export const resourceNotFound = (which: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `${NOT_FOUND}: ${which}`)

// Recorded: test_batch_write_not_existing_table (the data plane does not name the table)
export const tableNotFound = (): ServiceError =>
  new ServiceError('ResourceNotFoundException', NOT_FOUND)

export const accessDenied = (): ServiceError =>
  new ServiceError('AccessDeniedException', 'Access is denied')

/** The message for a missing parameter, where AWS checks it before the API model's constraints. */
export const missingParameter = (name: string): string =>
  `The parameter '${name}' is required but was not present in the request`

/**
 * The kind of an error, for callers that reword or rank some kinds. Callers decide by kind, never
 * by the text of the message.
 */
export type RefusalKind =
  | 'duplicatesInSet'
  | 'emptyKey'
  | 'emptyName'
  | 'emptyNumberSet'
  | 'emptySet'
  | 'expression'
  | 'keyMismatch'
  | 'legacyParameter'
  | 'nullValue'
  | 'number'
  | 'parameterForms'
  | 'returnValues'
  | 'tooDeep'

const KIND = Symbol('kind')
const DETAIL = Symbol('detail')
const RENEWED = Symbol('renewed')

export const ofKind = (kind: RefusalKind, error: ServiceError): ServiceError =>
  Object.defineProperty(error, KIND, { value: kind })

export function kindOf(error: unknown): RefusalKind | undefined {
  return error instanceof ServiceError ? Reflect.get(error, KIND) : undefined
}

/** Attaches the message without AWS's prefix, for callers that put another prefix before it. */
export const withDetail = (detail: string, error: ServiceError): ServiceError =>
  Object.defineProperty(error, DETAIL, { value: detail })

export const detailOf = (error: ServiceError): string => Reflect.get(error, DETAIL) ?? error.message

/** Attaches the error that the renewed validation throws instead (api/rollout.ts). */
export const withRenewed = (renewed: ServiceError, classic: ServiceError): ServiceError =>
  Object.defineProperty(classic, RENEWED, { value: renewed })

/** The error that the renewed validation throws instead of this one. */
export const renewedOf = (error: ServiceError): ServiceError => Reflect.get(error, RENEWED) ?? error
