import type { Clock } from './clock.ts'

/**
 * Waits for `call` for a time on the region's clock, then resolves to `'late'`. The timer is a
 * `limit`: `region.idle()` never advances the clock to it. The call itself continues.
 */
export function withinTime<Result>(
  { clock }: { readonly clock: Clock },
  milliseconds: number,
  call: () => Promise<Result>,
): Promise<Result | 'late'> {
  return new Promise((resolve, reject) => {
    const timer = clock.schedule(milliseconds, () => resolve('late'), 'limit')
    call().then(
      (result) => {
        clock.cancel(timer)
        resolve(result)
      },
      (error: Error) => {
        clock.cancel(timer)
        reject(error)
      },
    )
  })
}
