import { describe, expect, it } from 'vitest'
import { runInWorld } from '../../core/world/context.ts'
import { stubWorld } from '../stub-services.fixture.ts'
import { attemptsOf, createRetryStrategy, defaultAttempts, noteAttempts } from './retry.ts'

const strategy = createRetryStrategy()
const failure = (attempts: number): object => {
  const error = new Error('failed')
  noteAttempts(error, attempts, false)
  return error
}

describe('the retry strategy', () => {
  it("retries throttling and transient errors up to the client's number of attempts", async () => {
    let token = await strategy.acquireInitialRetryToken('')
    for (const expected of [1, 2]) {
      token = await strategy.refreshRetryTokenForRetry(token, {
        errorType: 'THROTTLING',
        error: failure(3),
      })
      expect([token.getRetryCount(), token.getRetryDelay()]).toEqual([expected, 0])
    }
    const last = strategy.refreshRetryTokenForRetry(token, {
      errorType: 'TRANSIENT',
      error: failure(3),
    })
    await expect(last).rejects.toThrow('No retry token available')
  })

  it.each(['CLIENT_ERROR', 'SERVER_ERROR'])('does not retry a %s', async (errorType) => {
    const token = await strategy.acquireInitialRetryToken('')
    await expect(
      strategy.refreshRetryTokenForRetry(token, { errorType, error: failure(9) }),
    ).rejects.toThrow()
  })

  it("waits like the SDK inside a function, by the region's seed", async () => {
    const delays = async (): Promise<number[]> => {
      const world = stubWorld(() => ({}))
      const environment = { current: undefined, isDead: false, hold: () => undefined }
      const found: number[] = []
      await runInWorld(
        world,
        async () => {
          let token = await strategy.acquireInitialRetryToken('')
          for (let retry = 0; retry < 5; retry++) {
            const errorType = retry % 2 ? 'THROTTLING' : 'TRANSIENT'
            token = await strategy.refreshRetryTokenForRetry(token, {
              errorType,
              error: failure(9),
            })
            found.push(token.getRetryDelay())
          }
        },
        environment,
      )
      return found
    }
    const found = await delays()
    const most = [50, 2000, 200, 8000, 800]
    found.forEach((delay, retry) => expect(delay).toBeLessThanOrEqual(most[retry]!))
    expect(Math.max(...found)).toBeGreaterThan(0)
    expect(await delays()).toEqual(found)
  })

  it("knows each client's default", () => {
    const of = (serviceId: string, maxAttempts: unknown) => ({
      config: { serviceId, maxAttempts },
      context: {},
    })
    const header = 'attempt=1; max=3'
    expect(attemptsOf(header, of('DynamoDB', defaultAttempts))).toBe(4)
    expect(attemptsOf(header, of('Lambda', defaultAttempts))).toBe(3)
    expect(
      attemptsOf(
        'attempt=1; max=7',
        of('DynamoDB', async () => 7),
      ),
    ).toBe(7)
    expect(attemptsOf(undefined, undefined)).toBe(3)
  })
})
