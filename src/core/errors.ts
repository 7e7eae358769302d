/**
 * The three families of errors, never mixed: an answer of AWS (`ServiceError`), a gap of this
 * library (`UnsupportedError`), and a mistake in the test (`MisuseError`).
 */
import { beginStackAtCaller } from './caller/stack.ts'

const BRAND = Symbol.for('miniregion.error')

/**
 * Recognized by brand instead of `instanceof`, because two copies of the package may meet in one
 * process.
 */
type Family = 'service' | 'unsupported' | 'misuse'

const isFamily = (error: unknown, family: Family): boolean =>
  typeof error === 'object' && error !== null && Reflect.get(error, BRAND) === family

const brand = (error: Error, family: Family, name: string): void => {
  Object.defineProperty(error, BRAND, { value: family })
  Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true })
  // An AWS error mostly becomes an answer. Where a handle's own method throws it, that method sees
  // to it (`atCaller`).
  if (family !== 'service') beginStackAtCaller(error)
}

export interface ServiceErrorOptions {
  /** HTTP status of the answer. Default 400. */
  readonly status?: number
  /** Modelled members beside code and message (`CancellationReasons`, `Item`, `Type`, ...). */
  readonly fields?: Readonly<Record<string, unknown>>
  /** Decides the SDK's retries. Default: derived from the status. */
  readonly fault?: 'client' | 'server'
  /**
   * The code in AWS's query protocol if it differs: `AWS.SimpleQueueService.NonExistentQueue` for
   * `QueueDoesNotExist`. Services that once used that protocol still send the code in a header.
   */
  readonly queryCode?: string
  /** HTTP headers of the answer, for S3. Names are in lower case. */
  readonly headers?: Readonly<Record<string, string>>
}

const NO_HEADERS: Readonly<Record<string, string>> = {}

/**
 * An error that AWS would answer. An SDK client turns it into its own exception class. The
 * synchronous `Table` methods throw it unchanged, with the same `name`, `message` and fields.
 *
 * @example
 * ```ts
 * orders.fail('PutItem', new ServiceError('ThrottlingException', 'Slow down.', { status: 400 }))
 * ```
 */
export class ServiceError extends Error {
  /** AWS's code, which is also the `name`: `ConditionalCheckFailedException`. */
  readonly code: string
  /** HTTP status of the answer. */
  readonly status: number
  /** Modelled members beside code and message. They are also members of the error itself. */
  readonly fields: Readonly<Record<string, unknown>>
  /** The side at fault, which decides the SDK's retries. */
  readonly $fault: 'client' | 'server'
  /** AWS's code in the query protocol, if it differs. */
  readonly queryCode: string | undefined
  /** HTTP headers of the answer, beside those that every answer has. */
  readonly headers: Readonly<Record<string, string>>

  constructor(code: string, message: string, options: ServiceErrorOptions = {}) {
    super(message)
    this.code = code
    this.status = options.status ?? 400
    this.fields = options.fields ?? {}
    this.$fault = options.fault ?? (this.status >= 500 ? 'server' : 'client')
    this.queryCode = options.queryCode
    this.headers = options.headers ?? NO_HEADERS
    brand(this, 'service', code)
    for (const key of ['code', 'status', 'fields', 'queryCode', 'headers'] as const) {
      Object.defineProperty(this, key, { enumerable: false })
    }
    Object.assign(this, this.fields)
  }
}

/** Copies an error with further modelled members. */
export function withFields(
  error: ServiceError,
  fields: Readonly<Record<string, unknown>>,
): ServiceError {
  const { code, message, status, $fault: fault, queryCode, headers } = error
  const copy = new ServiceError(code, message, {
    status,
    fault,
    headers,
    fields: { ...error.fields, ...fields },
    ...(queryCode !== undefined && { queryCode }),
  })
  // The test's choices about retries and status (planned/aws-error.ts).
  for (const key of Object.getOwnPropertySymbols(error)) {
    if (!(key in copy)) Object.defineProperty(copy, key, { value: Reflect.get(error, key) })
  }
  return copy
}

export interface UnsupportedFeature {
  /** AWS's name of the service: `DynamoDB`, `Lambda`, `API Gateway`. */
  readonly service: string
  readonly operation?: string
  readonly parameter?: string
}

/**
 * A call or option that AWS supports and this library does not simulate. The error names service,
 * operation and parameter. The SDK never retries it, and `region.unsupported` lists it.
 *
 * @example
 * ```ts
 * const error = await client.send(command).catch((error: unknown) => error)
 * // { service: 'DynamoDB', operation: 'CreateGlobalTable' }
 * if (isUnsupportedError(error)) error.feature
 * ```
 */
export class UnsupportedError extends Error {
  /** The feature that is not simulated. */
  readonly feature: UnsupportedFeature

  constructor(feature: UnsupportedFeature, hint?: string) {
    const path = [feature.service, feature.operation, feature.parameter].filter(Boolean).join(' ')
    super(`${path} is not simulated.${hint ? ` ${hint}` : ''} See docs/fidelity.md.`)
    this.feature = feature
    brand(this, 'unsupported', 'UnsupportedError')
  }
}

/** Creates the error of a client's call, which says how a test can answer the operation itself. */
export const unsupportedOperation = (
  service: string,
  operation: string,
  hint?: string,
): UnsupportedError => {
  const stub = `To answer it yourself: region.stub(${operation}Command, ...).`
  return new UnsupportedError({ service, operation }, hint ? `${stub} ${hint}` : stub)
}

/**
 * A mistake in the test. The message says what the call received, what it expected, and the likely
 * cause. The stack begins at the caller's line instead of inside this library.
 *
 * @example
 * ```ts
 * expect(() => region.table('order')).toThrow(MisuseError) // ... Did you mean 'orders'?
 * ```
 */
export class MisuseError extends Error {
  constructor(saw: string, expected?: string, slip?: string) {
    super([saw, expected && `Expected ${expected}.`, slip].filter(Boolean).join(' '))
    brand(this, 'misuse', 'MisuseError')
  }
}

/**
 * Returns whether an error is an answer of AWS. Recognizes errors of another copy of the package.
 *
 * @example
 * ```ts
 * if (isServiceError(error)) expect(error.code).toBe('ConditionalCheckFailedException')
 * ```
 */
export const isServiceError = (error: unknown): error is ServiceError => isFamily(error, 'service')

/**
 * Returns whether an error is a gap of this library. Recognizes errors of another copy of the
 * package.
 *
 * @example
 * ```ts
 * if (isUnsupportedError(error)) console.log(error.feature.operation)
 * ```
 */
export const isUnsupportedError = (error: unknown): error is UnsupportedError =>
  isFamily(error, 'unsupported')

/**
 * Returns whether an error is a mistake in the test. Recognizes errors of another copy of the
 * package.
 *
 * @example
 * ```ts
 * if (isMisuseError(error)) throw error
 * ```
 */
export const isMisuseError = (error: unknown): error is MisuseError => isFamily(error, 'misuse')

/**
 * AWS's error, thrown to the test by a handle's own method: its stack begins at the caller's line.
 */
export function atCaller(error: unknown): unknown {
  if (isServiceError(error)) beginStackAtCaller(error)
  return error
}

/** Returns the nearest of `known` to a misspelt `name`, as a sentence: `Did you mean 'orders'?` */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best === undefined ? undefined : `Did you mean '${best}'?`
}

function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    let left = i
    above = above.map((up, j) => {
      if (j === 0) return i
      const diagonal = above[j - 1] ?? 0
      left = Math.min(left + 1, up + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1))
      return left
    })
  }
  return above.at(-1) ?? 0
}
