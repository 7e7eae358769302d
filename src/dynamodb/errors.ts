/** Refusals that every part of the data plane shares. Each folder words its own in its errors.ts. */
import { ServiceError } from '../core/errors.ts'

export const validation = (message: string): ServiceError =>
  new ServiceError('ValidationException', message)

// AWS: API_PutItem.html (the prefix of most refusals)
export const invalidParameter = (detail: string): ServiceError =>
  validation(`One or more parameter values were invalid: ${detail}`)

/** Refusals that PutItem and UpdateItem put into an envelope where their validation is renewed; the other operations answer them bare. */
const enveloped = new WeakSet<ServiceError>()

export const enveloping = (error: ServiceError): ServiceError => {
  enveloped.add(error)
  return error
}

// AWS, as captured by peers in 2026: PutItem and UpdateItem answer faults of the request itself this way.
export const inEnvelope = (message: string): ServiceError =>
  validation(`1 validation error detected: ${message}`)

export const isEnveloped = (error: unknown): error is ServiceError =>
  error instanceof ServiceError && enveloped.has(error)

// Recorded: test_batch_write_not_existing_table (data-plane answers name no table)
export const tableNotFound = (): ServiceError =>
  new ServiceError('ResourceNotFoundException', 'Requested resource not found')
