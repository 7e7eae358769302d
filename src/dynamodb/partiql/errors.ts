/** Errors of PartiQL statements. */
import { ServiceError } from '../../core/errors.ts'
import { validation } from '../errors.ts'

/**
 * A syntax error. The details come from the PartiQL parser that AWS uses.
 * AWS (seen in the wild): `Statement wasn't well formed, can't be processed: Expected data
 * manipulation`.
 */
export const notWellFormed = (detail: string): ServiceError =>
  validation(`Statement wasn't well formed, can't be processed: ${detail}`)

export const expectedDataManipulation = (): ServiceError =>
  notWellFormed('Expected data manipulation')

// AWS: API_ExecuteStatement.html#API_ExecuteStatement_Errors
export const duplicateItem = (): ServiceError =>
  new ServiceError('DuplicateItemException', 'Duplicate primary key exists in table')

/** A position in messages: `1:8:5` is line, column and length (measured by peers on AWS). */
export function positionText(statement: string, start: number, end: number): string {
  const before = statement.slice(0, start)
  const line = before.split('\n').length
  const column = start - (before.lastIndexOf('\n') + 1) + 1
  return `${line}:${column}:${end - start}`
}

// AWS, as captured by peers in 2026 (eu-west-2), like every wording below without a mark.
export const unexpectedPathComponent = (position: string): ServiceError =>
  validation(`Unexpected path component at ${position}`)

// AWS, as observed by peers in October 2026, like the next four.
export const aliasing = (): ServiceError => validation('Aliasing is not supported')

export const unrecognizedFunction = (name: string, position: string): ServiceError =>
  validation(`Unrecognized function: ${name.toLowerCase()} at ${position}`)

/** `name` is SET_ADD or SET_DELETE. */
export const notTwoArguments = (name: string, position: string): ServiceError =>
  validation(`${name} must have exactly two arguments at ${position}`)

export const firstArgumentDiffers = (name: string, position: string): ServiceError =>
  validation(`The first argument to ${name} must equal the assignment value at ${position}`)

export const secondArgumentNotSet = (name: string, position: string): ServiceError =>
  validation(`The second argument to ${name} must be a value with type SET at ${position}`)

export const severalKeyAttributes = (): ServiceError =>
  validation(
    'PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.',
  )

/** The error of a statement in ExecuteTransaction. `at` is its index. */
export const inTransactStatement = (at: number, { message }: ServiceError): ServiceError =>
  validation(`Validation failed in TransactStatements[${at}]: ${message}`)

export const existsOutsideTransaction = (): ServiceError =>
  validation('EXISTS can only be used in ExecuteTransaction write requests.')

// Unverified: the wording.
export const parameterCountMismatch = (): ServiceError =>
  validation("Number of parameters in request and statement don't match.")

export const notOnIndex = (): ServiceError =>
  validation('This operation is not supported on an index')

export const mixedTransaction = (): ServiceError =>
  validation(
    'ExecuteTransaction API does not support both read and write operations in the same request.',
  )

export const returningInTransaction = (): ServiceError =>
  validation('RETURNING clause is not supported in ExecuteTransaction.')

export const readOnIndexInTransaction = (): ServiceError =>
  validation('Reads on indices are not supported within transactions.')

export const existsNeedsCondition = (): ServiceError =>
  validation('EXISTS() must contain a single item read with additional condition')

/** Unverified: the wording for a batch is assumed to be a transaction's. */
export const selectNeedsKey = (api: 'ExecuteTransaction' | 'BatchExecuteStatement'): ServiceError =>
  validation(`Select statements within ${api} must specify the primary key in the where clause.`)

export const mixedBatch = (): ServiceError =>
  validation('Read and write requests together in the same batch is not supported.')
