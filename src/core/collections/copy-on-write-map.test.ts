import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CopyOnWriteMap } from './copy-on-write-map.ts'

/** The content as a Map would show it, read in every way. */
function expectSame(map: CopyOnWriteMap<string, number>, model: Map<string, number>): void {
  expect([...map]).toEqual([...model])
  expect([...map.keys()]).toEqual([...model.keys()])
  expect([...map.values()]).toEqual([...model.values()])
  expect(map.size).toBe(model.size)
}

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const command = fc.record({
  kind: fc.constantFrom('set', 'set', 'set', 'delete', 'delete', 'fork', 'replace', 'clear'),
  at: fc.nat(),
  key: fc.constantFrom(...KEYS),
  value: fc.nat({ max: 9 }),
})

describe('CopyOnWriteMap', () => {
  it('agrees with Map, even across forks of forks', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 300 }), (commands) => {
        const worlds = [
          { map: new CopyOnWriteMap<string, number>(), model: new Map<string, number>() },
        ]
        for (const { kind, at, key, value } of commands) {
          const world = worlds[at % worlds.length]!
          const forked = { map: world.map.fork(), model: new Map(world.model) }
          if (kind === 'fork' && worlds.length < 6) worlds.push(forked)
          // Like a region that repeatedly returns to its snapshot.
          else if (kind === 'replace') worlds[value % worlds.length] = forked
          else if (kind === 'clear' && value === 0) {
            world.map.clear()
            world.model.clear()
          } else if (kind === 'delete') {
            expect(world.map.delete(key)).toBe(world.model.delete(key))
          } else {
            world.map.set(key, value)
            world.model.set(key, value)
          }
          expect(world.map.get(key)).toBe(world.model.get(key))
          expect(world.map.has(key)).toBe(world.model.has(key))
        }
        for (const { map, model } of worlds) expectSame(map, model)
      }),
      { numRuns: 300 },
    )
  })

  it('keeps the place of a changed entry, and moves a deleted and added one to the end', () => {
    const origin = new CopyOnWriteMap([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ])
    const fork = origin.fork().set('a', 9)
    fork.delete('b')
    fork.set('b', 8).set('d', 7)
    expect([...fork]).toEqual([
      ['a', 9],
      ['c', 3],
      ['b', 8],
      ['d', 7],
    ])
    expect([...origin.keys()]).toEqual(['a', 'b', 'c'])
    origin.delete('a')
    expect(fork.get('a')).toBe(9)
    const seen: string[] = []
    fork.forEach((value, key) => seen.push(`${key}${value}`))
    expect(seen).toEqual(['a9', 'c3', 'b8', 'd7'])
  })

  it('can be changed while it is iterated', () => {
    for (const map of [new CopyOnWriteMap<string, number>(), undefined]) {
      const numbers = (map ?? new CopyOnWriteMap<string, number>())
        .set('a', 1)
        .set('b', 2)
        .set('c', 3)
      const target = map ? numbers : numbers.fork().set('x', 0)
      const seen: string[] = []
      for (const [key] of target) {
        seen.push(key)
        if (key === 'a') target.delete('b')
        if (key === 'c') target.set('d', 4)
      }
      expect(seen).toEqual(map ? ['a', 'c', 'd'] : ['a', 'c', 'x', 'd'])
    }
    // The first write of a fork begins a layer. A running iteration continues with its entries.
    const fork = new CopyOnWriteMap(KEYS.map((key) => [key, 1])).fork().set('x', 1).fork()
    const seen: string[] = []
    for (const key of fork.keys()) {
      seen.push(key)
      fork.delete(key)
    }
    expect(seen).toEqual([...KEYS, 'x'])
    expect(fork.size).toBe(0)
  })

  it('does not grow slower from fork to fork', () => {
    let map = new CopyOnWriteMap<number, number>()
    for (let i = 0; i < 2_000; i++) map = map.fork().set(i % 1_500, i)
    expect(map.size).toBe(1_500)
    expect([...map.keys()]).toEqual(Array.from({ length: 1_500 }, (_, i) => i))
    expect(map.get(499)).toBe(1_999)
    expect(map.get(500)).toBe(500)
  })
})
