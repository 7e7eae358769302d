/**
 * Retries like the SDK's standard mode. Outside handlers they take no time. Inside a handler the
 * backoff is a timer of the handler, as on Lambda.
 */
import { beginStackAtCaller } from '../../core/caller/stack.ts'
import { currentScope, type Scope } from '../../core/world/context.ts'
import { isServiceError } from '../../core/errors.ts'
import type { OperationContext } from '../answer/operation-context.ts'

/** The SDK's `RetryToken`. */
interface RetryToken {
  getRetryCount(): number
  getRetryCost(): number
  getRetryDelay(): number
}

interface RetryErrorInfo {
  readonly errorType: string
  readonly error?: Failure & { readonly $response?: Failure }
  readonly retryAfterHint?: Date
}

/** The SDK's `RetryStrategyV2`. */
export interface RetryStrategy {
  readonly mode: 'standard'
  acquireInitialRetryToken(scope: string): Promise<RetryToken>
  refreshRetryTokenForRetry(token: RetryToken, info: RetryErrorInfo): Promise<RetryToken>
  recordSuccess(token: RetryToken): void
}

const LIMIT: unique symbol = Symbol('miniregion.attempts')

const RETRYABLE: unique symbol = Symbol('miniregion.retryable')

interface Failure {
  readonly [LIMIT]?: number
  readonly [RETRYABLE]?: boolean
  readonly headers?: Record<string, string>
}

/**
 * Keeps the number of attempts that the client of a failed request allows, because a strategy has
 * no other way to learn it. SDKs from before auth schemes show a strategy nothing of the failure
 * except its hint when to retry, so there the hint carries the number.
 */
export function noteAttempts(failure: object, attempts: number, hint: boolean): void {
  if (!Object.isExtensible(failure)) return
  Object.defineProperty(failure, LIMIT, { value: attempts, configurable: true })
  const { headers } = failure as Failure
  if (hint && headers) headers['retry-after'] = String(attempts)
}

/** Keeps a test's choice whether the SDK retries a failure. */
export const noteRetryable = (response: object, retryable: boolean): void => {
  Object.defineProperty(response, RETRYABLE, { value: retryable })
}

const isRetryable = ({ errorType, error }: RetryErrorInfo): boolean =>
  error?.$response?.[RETRYABLE] ?? (errorType === 'THROTTLING' || errorType === 'TRANSIENT')

function attemptsAllowed({ error, retryAfterHint }: RetryErrorInfo): number {
  if (error === undefined && retryAfterHint) return retryAfterHint.getTime() / 1000
  return error?.[LIMIT] ?? error?.$response?.[LIMIT] ?? DEFAULT_ATTEMPTS
}

/** AWS: SDKs and Tools Reference Guide, "Retry behavior": three attempts in standard mode. */
export const DEFAULT_ATTEMPTS = 3

/** The `maxAttempts` of this package's config. Its identity shows that the user chose no number. */
export const defaultAttempts = async (): Promise<number> => DEFAULT_ATTEMPTS

// AWS: these clients set four attempts as their own default (@aws-sdk/client-dynamodb 3.1169,
// `defaultMaxAttempts`).
const FOUR_ATTEMPTS: ReadonlySet<string> = new Set(['DynamoDB', 'DynamoDB Streams'])

/**
 * Returns how many attempts the client of a request makes: the user's number, or the client's
 * default.
 */
export function attemptsOf(
  header: string | undefined,
  captured: OperationContext | undefined,
): number {
  const config = captured?.config
  if (config?.maxAttempts === defaultAttempts && FOUR_ATTEMPTS.has(config.serviceId ?? '')) return 4
  const max = /max=(\d+)/.exec(header ?? '')
  return max ? Number(max[1]) : DEFAULT_ATTEMPTS
}

const token = (count: number, delay: number): RetryToken => ({
  getRetryCount: () => count,
  getRetryCost: () => 0,
  getRetryDelay: () => delay,
})

const FIRST = token(0, 0)

const environmentOf = (): Scope | undefined => {
  for (let scope = currentScope(); scope; scope = scope.up) if (scope.environment) return scope
  return undefined
}

/**
 * Exponential backoff with full jitter, at most 20 s (@smithy/core 3.41,
 * `DefaultRetryBackoffStrategy`).
 */
function backoff(scope: Scope, retry: number, errorType: string): number {
  const base = errorType === 'THROTTLING' ? 1000 : 50
  return Math.floor(scope.world.ids.random('retry') * Math.min(base * 2 ** retry, 20_000))
}

/**
 * NOTE: omits the SDK's bucket of retry tokens, which stops retries after some 35 failed ones
 * without a success. A test that plans so many failures wants them all.
 */
export const createRetryStrategy = (): RetryStrategy => ({
  mode: 'standard',
  acquireInitialRetryToken: async () => FIRST,
  async refreshRetryTokenForRetry(last, info) {
    const { errorType, error } = info
    // The SDK shows an error here before it throws it: `await client.send(...)` is still on the
    // stack, behind the SDK's middleware.
    if (error instanceof Error && '$fault' in error && !isServiceError(error)) {
      beginStackAtCaller(error)
    }
    const retries = last.getRetryCount()
    if (!isRetryable(info) || retries + 1 >= attemptsAllowed(info)) {
      throw new Error('No retry token available')
    }
    const scope = environmentOf()
    return token(retries + 1, scope ? backoff(scope, retries, errorType) : 0)
  },
  recordSuccess() {},
})
