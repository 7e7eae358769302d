import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PriorityFifo } from './priority-fifo.ts'

interface Entry {
  readonly key: number
  readonly tie: number
}
const compare = (a: Entry, b: Entry): number => a.key - b.key || a.tie - b.tie

function drain(queue: PriorityFifo<Entry>): Entry[] {
  const entries: Entry[] = []
  for (let entry; (entry = queue.shift());) entries.push(entry)
  return entries
}

describe('a priority queue of mostly ordered entries', () => {
  it('returns entries in order, separately in each fork', () => {
    const step = fc.oneof(
      fc.record({ push: fc.nat(30) }),
      fc.constant({ shift: true as const }),
      fc.constant({ fork: true as const }),
      fc.constant({ keep: true as const }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), step), { maxLength: 150 }), (steps) => {
        const worlds = [{ queue: new PriorityFifo(compare), model: [] as Entry[] }]
        steps.forEach(([which, act], tie) => {
          const world = worlds[which % worlds.length]
          if (!world) return
          const { queue, model } = world
          if ('push' in act) {
            queue.push({ key: act.push, tie })
            model.push({ key: act.push, tie })
            model.sort(compare)
          } else if ('shift' in act) {
            expect(queue.shift()).toEqual(model.shift())
          } else if ('fork' in act) {
            worlds.push({ queue: queue.fork(), model: [...model] })
          } else {
            queue.keep(({ key }) => key % 2 === 0)
            world.model = model.filter(({ key }) => key % 2 === 0)
          }
          expect(queue.size).toBe(world.model.length)
          expect(queue.first).toEqual(world.model[0])
        })
        for (const { queue, model } of worlds) {
          expect([...queue].sort(compare)).toEqual(model)
          expect(drain(queue)).toEqual(model)
        }
      }),
    )
  })

  it('holds many entries in both orders', () => {
    const ascending = new PriorityFifo(compare)
    const descending = new PriorityFifo(compare)
    for (let i = 0; i < 5000; i++) {
      ascending.push({ key: i, tie: 0 })
      descending.push({ key: 5000 - i, tie: 0 })
    }
    const fork = ascending.fork()
    expect(drain(ascending).map(({ key }) => key)).toEqual(
      Array.from({ length: 5000 }, (_, i) => i),
    )
    expect(drain(descending)).toHaveLength(5000)
    fork.push({ key: 5000, tie: 0 })
    expect(drain(fork)).toHaveLength(5001)
    fork.push({ key: 1, tie: 0 })
    expect(fork.first).toEqual({ key: 1, tie: 0 })
  })
})
