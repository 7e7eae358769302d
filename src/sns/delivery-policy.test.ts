import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delaysOf, subscriptionPolicy, topicPolicy } from './delivery-policy.ts'

const retry = { minDelayTarget: 1, maxDelayTarget: 9, numRetries: 5 }

const secondsOf = (members: object): number[] => {
  const policy = subscriptionPolicy({ healthyRetryPolicy: { ...retry, ...members } }).retry
  return policy ? delaysOf(policy).map((delay) => delay / 1_000) : []
}

describe('the delays of a policy', () => {
  it('run through its phases', () => {
    const phases = { numRetries: 7, numNoDelayRetries: 2, numMinDelayRetries: 1 }
    expect(secondsOf({ ...phases, numMaxDelayRetries: 1 })).toEqual([0, 0, 1, 1, 5, 9, 9])
  })

  it.each([
    ['linear', [1, 3, 5, 7, 9]],
    ['arithmetic', [1, 1.8, 3.4, 5.8, 9]],
    ['geometric', [1, 1.732, 3, 5.196, 9]],
    ['exponential', [1, 1.533, 2.6, 4.733, 9]],
  ])('grow by the function %s', (backoffFunction, delays) => {
    expect(secondsOf({ backoffFunction })).toEqual(delays)
  })

  it('are as many as the retries, and stay between the targets', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 100 }),
        fc.constantFrom('linear', 'arithmetic', 'geometric', 'exponential'),
        (minDelayTarget, more, numRetries, backoffFunction) => {
          const maxDelayTarget = minDelayTarget + more
          const delays = secondsOf({ minDelayTarget, maxDelayTarget, numRetries, backoffFunction })
          expect(delays).toHaveLength(numRetries)
          for (const delay of delays) {
            expect(delay).toBeGreaterThanOrEqual(minDelayTarget)
            expect(delay).toBeLessThanOrEqual(maxDelayTarget)
          }
        },
      ),
    )
  })
})

describe('a policy', () => {
  it('says how a topic calls, and whether its subscriptions may differ', () => {
    const http = {
      defaultHealthyRetryPolicy: retry,
      disableSubscriptionOverrides: true,
      defaultThrottlePolicy: { maxReceivesPerSecond: 2 },
      defaultRequestPolicy: { headerContentType: 'application/json' },
    }
    expect(topicPolicy({ http })).toMatchObject({
      retry,
      disablesOverrides: true,
      maxReceivesPerSecond: 2,
      contentType: 'application/json',
    })
    expect(topicPolicy(undefined)).toMatchObject({ retry: undefined, disablesOverrides: false })
  })

  it.each([
    [{ minDelayTarget: 0 }, 'minDelayTarget must be greater than or equal to 1'],
    [{ maxDelayTarget: 0 }, 'maxDelayTarget must be greater than or equal to 1'],
    [{ numRetries: 101 }, 'numRetries must be less than or equal to 100'],
    [{ numRetries: undefined }, 'numRetries must be specified'],
    [{ numRetries: 1.5 }, 'numRetries must be an integer'],
    [{ backoffFunction: 'square' }, 'backoffFunction must be one of'],
  ])('with %j is refused', (members, words) => {
    expect(() => subscriptionPolicy({ healthyRetryPolicy: { ...retry, ...members } })).toThrow(
      `healthyRetryPolicy.${words}`,
    )
  })

  it('of more than an hour is refused', () => {
    const long = { minDelayTarget: 60, maxDelayTarget: 60, numRetries: 61 }
    expect(() => subscriptionPolicy({ healthyRetryPolicy: long })).toThrow('3600 seconds')
  })
})
