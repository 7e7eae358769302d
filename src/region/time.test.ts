import { afterEach, describe, expect, it, vi } from 'vitest'
import { createRegion } from './region.ts'

const failing = () => {
  const region = createRegion()
  const fn = region.registerFunction('fn', async () => {
    throw new Error('again')
  })
  const begun = region.clock.now()
  const attempts = (): number[] =>
    fn.invocations.map(({ startedAt }) => Math.round((startedAt - begun) / 1000))
  return { region, fn, attempts }
}

describe('fake timers that leave a part real', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each([
    ['timers alone', ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const],
    ['Date alone', ['Date'] as const],
  ])('%s', async (_, toFake) => {
    vi.useFakeTimers({ toFake: [...toFake] })
    const { region, fn, attempts } = failing()
    await fn.invoke({}, { type: 'Event' })
    await region.idle()
    expect(attempts()).toEqual([0, 60, 180])

    const before = region.clock.now()
    const slow = region.registerFunction('slow', () => new Promise(() => undefined), { timeout: 3 })
    const running = slow.invoke({})
    await region.clock.advance('3s')
    expect(await running).toMatchObject({ status: 'timedOut', duration: 3000 })
    expect(region.clock.now() - before).toBeGreaterThanOrEqual(3000)
  })
})

describe('slips', () => {
  it.each([null, true, NaN, {}, 'tomorrow', new Date(NaN)])('freeze(%s)', (at) => {
    expect(() => createRegion().clock.freeze(at as never)).toThrow(/clock\.freeze\(\) got .*a date/)
  })

  it.each([
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    ['3x', '"3x"'],
    [new Date(0), 'an instance of Date'],
    [undefined, 'undefined'],
  ])('advance(%s)', async (duration, shown) => {
    await expect(createRegion().clock.advance(duration as never)).rejects.toThrow(
      `duration is ${shown}.`,
    )
  })

  it('idle() ignores no option', async () => {
    await expect(createRegion().idle({ patince: '1s' } as never)).rejects.toThrow(
      /unknown option 'patince'.*'patience'/,
    )
  })

  it('idle() names what still runs, each once', async () => {
    const region = createRegion()
    const stuck = region.registerFunction('stuck', () => new Promise(() => undefined))
    await stuck.invoke({}, { type: 'Event' })
    const waited = region.idle({ patience: '30ms' })
    await expect(waited).rejects.toThrow(/Still running: stuck attempt 1 \([-\w]+\)\. Expected/)
  })
})
