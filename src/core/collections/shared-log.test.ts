import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SharedLog } from './shared-log.ts'

interface Model {
  entries: number[]
  appended: number
}

function expectSame(log: SharedLog<number>, { entries, appended }: Model): void {
  expect([...log]).toEqual(entries)
  expect([...log.newestFirst()]).toEqual([...entries].reverse())
  expect([...log.since(appended - 3)]).toEqual(entries.slice(-3))
  expect(log.filter((entry) => entry % 2 === 0)).toEqual(entries.filter((entry) => entry % 2 === 0))
  expect(log.size).toBe(entries.length)
  expect(log.appended).toBe(appended)
  for (const index of [0, 1, -1, -2, entries.length, -entries.length - 1]) {
    expect(log.at(index)).toBe(entries.at(index))
  }
}

const command = fc.record({
  kind: fc.constantFrom('append', 'append', 'append', 'many', 'fork', 'replace', 'clear'),
  at: fc.nat(),
  value: fc.nat({ max: 40 }),
})

describe('SharedLog', () => {
  it.each([Infinity, 1, 3, 20])('agrees with an array, with a limit of %s', (limit) => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 120 }), (commands) => {
        const worlds = [
          { log: new SharedLog<number>(limit), model: { entries: [], appended: 0 } as Model },
        ]
        const append = ({ log, model }: (typeof worlds)[number], value: number): void => {
          log.append(value)
          model.appended++
          model.entries.push(value)
          if (model.entries.length > limit) model.entries.shift()
        }
        for (const { kind, at, value } of commands) {
          const world = worlds[at % worlds.length]!
          const { log, model } = world
          const forked = { log: log.fork(), model: { ...model, entries: [...model.entries] } }
          if (kind === 'fork' && worlds.length < 5) worlds.push(forked)
          else if (kind === 'replace') worlds[value % worlds.length] = forked
          else if (kind === 'clear' && value === 0) {
            log.clear()
            model.entries = []
          } else if (kind === 'many') {
            for (let i = 0; i < value; i++) append(world, i)
          } else append(world, value)
        }
        for (const { log, model } of worlds) expectSame(log, model)
      }),
    )
  })

  it('never appends to entries that a fork shares', () => {
    const origin = new SharedLog<number>()
    for (let i = 0; i < 100; i++) origin.append(i)
    const fork = origin.fork()
    fork.append(100)
    origin.append(-1)
    expect(fork.at(-1)).toBe(100)
    expect(origin.at(-1)).toBe(-1)
    expect([fork.size, origin.size, origin.fork().fork().size]).toEqual([101, 101, 101])
  })

  it('does not grow slower from fork to fork', () => {
    let log = new SharedLog<number>()
    for (let i = 0; i < 2_000; i++) {
      log = log.fork()
      log.append(i)
    }
    expect([...log]).toEqual(Array.from({ length: 2_000 }, (_, i) => i))
  })
})
