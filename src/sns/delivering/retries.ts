/**
 * How often SNS tries to deliver a message.
 *
 * AWS: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
import type { RetryPolicy } from '../../core/delivery/retry-policy.ts'

const SECOND_MS = 1_000

/** Delays that grow from `first` to `last` in `count` steps. */
const growing = (first: number, last: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) =>
    Math.round(first * (last / first) ** (index / Math.max(1, count - 1))),
  )

/**
 * Functions and queues: 3 retries at once, 2 after a second, 10 after 1 to 20 seconds, 100,000 after
 * 20 seconds: 23 days. `idle()` waits for the first fifteen.
 */
const SOON = [0, 0, 0, SECOND_MS, SECOND_MS, ...growing(SECOND_MS, 20 * SECOND_MS, 10)]

export const AWS_ENDPOINTS: RetryPolicy = {
  delays: (attempts) => SOON[attempts - 1] ?? 20 * SECOND_MS,
  maxAttempts: 100_016,
  awaitedRetries: SOON.length,
}
