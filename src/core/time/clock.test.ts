import { describe, expect, it } from 'vitest'
import { afterThisCode } from '../world-scope.ts'
import { createClock } from './clock.ts'
import { createWork } from './pending-work.ts'

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

  it('lets upkeep end before the next timer fires, with what it left for later', async () => {
    const clock = createClock()
    clock.freeze(0)
    const done: string[] = []
    const upkeep = (name: string) => () => {
      afterThisCode(() => {
        done.push(`${name}, later`)
        afterThisCode(() => done.push(`${name}, last`))
      })
      done.push(name)
    }
    for (const name of ['a', 'b']) clock.schedule(10, upkeep(name), 'upkeep')
    await clock.advance('50ms')
    const expected = ['a', 'a, later', 'a, last', 'b', 'b, later', 'b, last']
    expect(done).toEqual(expected)
  })

  it('lets code go on whose promise upkeep resolved', async () => {
    const work = createWork()
    const clock = createClock(work)
    clock.freeze(0)
    const done: string[] = []
    let wake: (() => void) | undefined
    void (async () => {
      for (;;) {
        await new Promise<void>((resolve) => (wake = resolve))
        done.push(`woken at ${clock.now()}`)
      }
    })()
    const upkeep = (): void => {
      wake?.()
      work.recordHandOver()
    }
    for (const at of [10, 20]) clock.schedule(at, upkeep, 'upkeep')
    await clock.advance('50ms')
    expect(done).toEqual(['woken at 10', 'woken at 20'])
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

  it('advances a resumed clock, which then goes on', async () => {
    const clock = createClock()
    clock.freeze('2026-01-01T00:00:00Z')
    clock.resume()
    expect(clock.mark().held).toBeUndefined()
    await clock.advance('1h')
    const reached = clock.now()
    expect(reached).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 1, 1))
    expect(reached).toBeLessThan(Date.UTC(2026, 0, 1, 1, 1))
    expect(clock.mark().held).toBeUndefined()
    await new Promise<void>((resolve) => void clock.schedule(5, resolve, 'limit'))
    expect(clock.now()).toBeGreaterThan(reached)
  })

  it('stays frozen while it advances', async () => {
    const clock = createClock()
    clock.freeze(1000)
    await clock.advance('1s')
    const until = performance.now() + 3
    while (performance.now() < until);
    expect(clock.now()).toBe(2000)
    clock.resume()
    clock.freeze()
    expect(clock.mark().held).toBeGreaterThanOrEqual(2000)
  })

  it('ends a sleep with its timer, or with the world', async () => {
    const clock = createClock()
    clock.freeze(0)
    const sleep = clock.sleep(10)
    await clock.advance('10ms')
    await sleep
    const other = clock.sleep(10)
    clock.end()
    await expect(other).rejects.toThrow('while this call was delayed')
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
