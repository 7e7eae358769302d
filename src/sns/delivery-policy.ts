/**
 * Delivery policies of topics and subscriptions, which say how HTTP endpoints are called.
 *
 * AWS: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html, "Creating an
 * HTTP/S delivery policy"
 */
import { isMembers } from '../core/compare.ts'

type Members = Readonly<Record<string, unknown>>

/** How often, and how far apart. Times in seconds. */
export interface HealthyRetryPolicy {
  readonly minDelayTarget: number
  readonly maxDelayTarget: number
  readonly numRetries: number
  readonly numNoDelayRetries: number
  readonly numMinDelayRetries: number
  readonly numMaxDelayRetries: number
  readonly backoffFunction: BackoffFunction
}

/** In the order in which AWS prints the members. Recorded: test_create_topic_test_arn. */
export const DEFAULT_RETRY: HealthyRetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
}

export const DEFAULT_CONTENT_TYPE = 'text/plain; charset=UTF-8'

type BackoffFunction = 'linear' | 'arithmetic' | 'geometric' | 'exponential'

/** What one policy says. Undefined: nothing. */
export interface DeliveryPolicy {
  readonly retry: HealthyRetryPolicy | undefined
  readonly contentType: string | undefined
  readonly maxReceivesPerSecond: number | undefined
  /** Of a topic: the policies of its subscriptions do not count. */
  readonly disablesOverrides: boolean
}

const LARGEST_DELAY_SECONDS = 3_600
const MOST_RETRIES = 100

/** Why a policy is refused: `healthyRetryPolicy.minDelayTarget must be ...` */
export class PolicyFlaw extends Error {
  override readonly name = 'PolicyFlaw'
}

// Seen: https://github.com/awsdocs/amazon-sns-developer-guide/pull/5 shows the words of a number
// that is too small. Unverified: the words of the other flaws.
const flaw = (path: string, words: string): never => {
  throw new PolicyFlaw(`${path} must be ${words}`)
}

/**
 * Reads the policy of a subscription.
 *
 * @throws PolicyFlaw
 */
export const subscriptionPolicy = (policy: unknown): DeliveryPolicy =>
  readPolicy(membersOf(policy), '', {
    retry: 'healthyRetryPolicy',
    throttle: 'throttlePolicy',
    request: 'requestPolicy',
  })

/**
 * Reads the policy of a topic, which has a section for HTTP.
 *
 * @throws PolicyFlaw
 */
export function topicPolicy(policy: unknown): DeliveryPolicy {
  const http = membersOf(membersOf(policy)['http'])
  return readPolicy(http, 'http.', {
    retry: 'defaultHealthyRetryPolicy',
    throttle: 'defaultThrottlePolicy',
    request: 'defaultRequestPolicy',
  })
}

function readPolicy(
  policy: Members,
  prefix: string,
  names: Readonly<Record<'retry' | 'throttle' | 'request', string>>,
): DeliveryPolicy {
  const retry = policy[names.retry]
  const throttle = membersOf(policy[names.throttle])
  const { headerContentType } = membersOf(policy[names.request])
  const most = 'maxReceivesPerSecond'
  return {
    retry: isMembers(retry) ? readRetry(retry, `${prefix}${names.retry}`) : undefined,
    contentType: typeof headerContentType === 'string' ? headerContentType : undefined,
    maxReceivesPerSecond:
      throttle[most] === undefined
        ? undefined
        : count(throttle, most, { path: `${prefix}${names.throttle}`, least: 1 }),
    disablesOverrides: policy['disableSubscriptionOverrides'] === true,
  }
}

const membersOf = (value: unknown): Members => (isMembers(value) ? value : {})

// Seen: https://github.com/triggermesh/aws-event-sources/pull/220: three members are required.
function readRetry(policy: Members, path: string): HealthyRetryPolicy {
  const minDelayTarget = count(policy, 'minDelayTarget', {
    path,
    least: 1,
    most: LARGEST_DELAY_SECONDS,
  })
  const retry: HealthyRetryPolicy = {
    minDelayTarget,
    maxDelayTarget: count(policy, 'maxDelayTarget', {
      path,
      least: minDelayTarget,
      most: LARGEST_DELAY_SECONDS,
    }),
    numRetries: count(policy, 'numRetries', { path, least: 0, most: MOST_RETRIES }),
    numNoDelayRetries: count(policy, 'numNoDelayRetries', { path, least: 0, absent: 0 }),
    numMinDelayRetries: count(policy, 'numMinDelayRetries', { path, least: 0, absent: 0 }),
    numMaxDelayRetries: count(policy, 'numMaxDelayRetries', { path, least: 0, absent: 0 }),
    backoffFunction: readFunction(policy['backoffFunction'], `${path}.backoffFunction`),
  }
  if (totalSeconds(retry) > LARGEST_DELAY_SECONDS) {
    flaw(path, `of at most ${LARGEST_DELAY_SECONDS} seconds in total`)
  }
  return retry
}

function count(
  policy: Members,
  name: string,
  {
    path,
    least,
    most = Infinity,
    absent,
  }: {
    readonly path: string
    readonly least: number
    readonly most?: number
    readonly absent?: number
  },
): number {
  const value = policy[name] ?? absent
  const here = `${path}.${name}`
  if (value === undefined) return flaw(here, 'specified')
  if (typeof value !== 'number' || !Number.isInteger(value)) return flaw(here, 'an integer')
  if (value < least) return flaw(here, `greater than or equal to ${least}`)
  return value > most ? flaw(here, `less than or equal to ${most}`) : value
}

const FUNCTIONS: readonly BackoffFunction[] = ['linear', 'arithmetic', 'geometric', 'exponential']

function readFunction(value: unknown, path: string): BackoffFunction {
  if (value === undefined) return 'linear'
  return FUNCTIONS.find((each) => each === value) ?? flaw(path, `one of ${FUNCTIONS.join(', ')}`)
}

const totalSeconds = (retry: HealthyRetryPolicy): number =>
  delaysOf(retry).reduce((sum, delay) => sum + delay, 0) / 1_000

/** The milliseconds before each retry: the phases of AWS's page in turn. */
export function delaysOf(retry: HealthyRetryPolicy): readonly number[] {
  const { minDelayTarget: min, maxDelayTarget: max, numRetries, backoffFunction } = retry
  const { numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = retry
  const others = numNoDelayRetries + numMinDelayRetries + numMaxDelayRetries
  const backoffs = Math.max(0, numRetries - others)
  const seconds = [
    ...repeated(0, numNoDelayRetries),
    ...repeated(min, numMinDelayRetries),
    ...Array.from({ length: backoffs }, (_, step) =>
      backoff(backoffFunction, { min, max, step, steps: backoffs - 1 }),
    ),
    ...repeated(max, numMaxDelayRetries),
  ]
  return seconds.slice(0, numRetries).map((delay) => Math.round(delay * 1_000))
}

const repeated = (delay: number, times: number): number[] =>
  Array.from({ length: Math.min(times, MOST_RETRIES) }, () => delay)

/**
 * AWS draws the curves and prints no formulas. Unverified: from `min` to `max` with equal steps, with
 * steps that grow by the same amount, with an equal ratio, and with steps that double.
 */
function backoff(
  name: BackoffFunction,
  { min, max, step, steps }: { min: number; max: number; step: number; steps: number },
): number {
  if (steps <= 0) return min
  switch (name) {
    case 'linear':
      return min + ((max - min) * step) / steps
    case 'arithmetic':
      return min + ((max - min) * step * (step + 1)) / (steps * (steps + 1))
    case 'geometric':
      return min * (max / min) ** (step / steps)
    case 'exponential':
      return min + ((max - min) * (2 ** step - 1)) / (2 ** steps - 1)
  }
}
