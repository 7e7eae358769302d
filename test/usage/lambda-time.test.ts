import { createRegion } from 'miniregion'
import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.useRealTimers()
})

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

it('advances', async () => {
  const region = createRegion()

  const slow = region.registerFunction('slow', () => sleep(10_000), { timeout: 3 })
  const running = slow.invoke({})
  await region.clock.advance('3s')
  const run = await running
  expect(run.status).toBe('timedOut')
  expect(run.error?.errorMessage).toMatch(/Task timed out after 3.00 seconds$/)
})

it('freezes', async () => {
  const region = createRegion()
  const stamp = region.registerFunction('stamp', async () => new Date().toISOString())

  region.clock.freeze('2026-01-01T00:00:00Z')
  expect((await stamp.invoke({})).payload).toBe('2026-01-01T00:00:00.000Z')
  await region.clock.advance('48h')
  expect((await stamp.invoke({})).payload).toBe('2026-01-03T00:00:00.000Z')
  region.clock.resume()
})

it('waits until everything has happened', async () => {
  const region = createRegion()
  let days = 0
  const fn = region.registerFunction('fn', async () => {
    if (++days < 3) throw new Error('not yet')
  })

  region.clock.freeze('2026-01-01T00:00:00Z')
  await fn.invoke({}, { type: 'Event' })
  await region.idle()
  expect(fn.invocations.map((run) => new Date(run.startedAt).toISOString())).toEqual([
    '2026-01-01T00:00:00.000Z',
    '2026-01-01T00:01:00.000Z',
    '2026-01-01T00:03:00.000Z',
  ])
})

it('names the handler that it waits for', async () => {
  const region = createRegion()
  const stuck = region.registerFunction('stuck', () => new Promise(() => {}))

  await stuck.invoke({}, { type: 'Event' })
  await expect(region.idle({ patience: '50ms' })).rejects.toThrow(
    /Still running: .*stuck attempt 1/,
  )
  region.end()
})

it("follows the runner's fake timers", async () => {
  const region = createRegion()
  const fn = region.registerFunction('fn', () => sleep(2000).then(() => 'done'))

  vi.useFakeTimers()
  const running = fn.invoke({})
  await vi.advanceTimersByTimeAsync(2000)
  expect((await running).payload).toBe('done')
})

it('does not fire the timers of a frozen environment', async () => {
  const region = createRegion()
  const seen: string[] = []
  const fn = region.registerFunction('fn', async (event: { n: number }) => {
    setTimeout(() => seen.push(`timer of ${event.n}`), 100)
    return event.n
  })

  const first = await fn.invoke({ n: 1 })
  await region.clock.advance('1h')
  expect(seen).toEqual([])
  expect(first.leftBehind).toBe(1)
  await fn.invoke({ n: 2 })
  expect(seen).toEqual(['timer of 1'])
})
