import { describe, expect, it } from 'vitest'
import { createClock } from './clock.ts'

describe('the clock', () => {
  it('fires due timers in order, each at its due time', async () => {
    const clock = createClock()
    clock.freeze(0)
    const fired: string[] = []
    const note = (name: string) => () => fired.push(`${name} at ${clock.now()}`)
    clock.schedule(30, note('third'), 'work')
    clock.schedule(10, note('first'), 'limit')
    const cancelled = clock.schedule(15, note('cancelled'), 'work')
    clock.schedule(10, note('second'), 'upkeep')
    clock.schedule(100, note('late'), 'work')
    clock.cancel(cancelled)
    clock.cancel(cancelled)
    clock.cancel(undefined)
    await clock.advance('50ms')
    expect(fired).toEqual(['first at 10', 'second at 10', 'third at 30'])
    expect(clock.now()).toBe(50)
  })

  it('fires timers that are set on the way', async () => {
    const clock = createClock()
    clock.freeze(0)
    const times: number[] = []
    const again = (): void => {
      times.push(clock.now())
      clock.schedule(10, again, 'work')
    }
    clock.schedule(10, again, 'work')
    await clock.advance('35ms')
    expect(times).toEqual([10, 20, 30])
  })

  it('continues from the time it was moved to', async () => {
    const clock = createClock()
    expect(clock.moved).toBe(false)
    const before = Date.now()
    await clock.advance('1h')
    expect(clock.now() - before).toBeGreaterThanOrEqual(3_600_000)
    expect(clock.now() - before).toBeLessThan(3_605_000)
    const mark = clock.mark()
    clock.freeze('2026-01-01T00:00:00Z')
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1))
    clock.rewind(mark)
    expect(clock.now() - before).toBeLessThan(3_605_000)
    clock.rewind(undefined)
    expect(clock.moved).toBe(false)
  })

  it('fires in real time', async () => {
    const clock = createClock()
    await new Promise<void>((resolve) => void clock.schedule(2, resolve, 'limit'))
  })

  it('refuses values that are not a time', async () => {
    const clock = createClock()
    expect(() => clock.freeze('soon')).toThrow('clock.freeze() received "soon"')
    await expect(clock.advance('soon' as never)).rejects.toThrow('duration is "soon"')
    await expect(clock.advance(-1)).rejects.toThrow('duration is -1')
  })

  it('drops all timers at its end', async () => {
    const clock = createClock()
    let fired = false
    clock.schedule(1, () => (fired = true), 'work')
    clock.end()
    await clock.advance('1s')
    expect(fired).toBe(false)
  })
})
