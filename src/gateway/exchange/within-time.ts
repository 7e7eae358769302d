import type { World } from '../../core/world/world.ts'

/**
 * Waits for `call` for a time on the region's clock, then resolves to `'late'`. The timer is a
 * `limit`: `region.idle()` never advances the clock to it. The call itself continues.
 */
export function withinTime<Result>(
  world: World,
  milliseconds: number,
  call: () => Promise<Result>,
): Promise<Result | 'late'> {
  return new Promise((resolve, reject) => {
    const timer = world.clock.schedule(milliseconds, () => resolve('late'), 'limit')
    call().then(
      (result) => {
        world.clock.cancel(timer)
        resolve(result)
      },
      (error: Error) => {
        world.clock.cancel(timer)
        reject(error)
      },
    )
  })
}
