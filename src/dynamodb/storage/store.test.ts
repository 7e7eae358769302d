import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newItem } from '../values/values.ts'
import { Store } from './store.ts'
import { storedItem, type StoredItem } from '../values/stored-item.ts'
import type { Bound, Position } from '../keys/position.ts'

const compare = (a: Position, b: Position): number =>
  a.hash - b.hash || order(a.partition, b.partition) || order(a.sort, b.sort) || order(a.tie, b.tie)
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The model: an array that is sorted again after each write. */
class Model {
  entries: { position: Position; stored: StoredItem }[] = []
  clone(): Model {
    const model = new Model()
    model.entries = this.entries.slice()
    return model
  }
  set(position: Position, stored: StoredItem): void {
    this.delete(position)
    this.entries = [...this.entries, { position, stored }].sort((a, b) =>
      compare(a.position, b.position),
    )
  }
  delete(position: Position): void {
    this.entries = this.entries.filter((entry) => compare(entry.position, position) !== 0)
  }
}

const digits = (number: number): string => String(number).padStart(4, '0')
const sized = (size: number): StoredItem => storedItem(newItem(), size)

// Few values each, so that positions collide.
const position = fc.record({
  hash: fc.integer({ min: 0, max: 3 }),
  partition: fc.constantFrom('', 'a', 'b'),
  sort: fc.string({ unit: fc.constantFrom('0', '1', '2'), maxLength: 4 }),
  tie: fc.constantFrom('', 't'),
})
const command = fc.record({
  kind: fc.constantFrom('set', 'set', 'set', 'delete', 'clone'),
  at: fc.nat(),
  position,
  size: fc.nat({ max: 100 }),
})

describe('Store', () => {
  it('matches a sorted array, also across clones', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 400 }), (commands) => {
        const worlds = [{ store: new Store(), model: new Model() }]
        for (const { kind, at, position, size } of commands) {
          const world = worlds[at % worlds.length]!
          if (kind === 'clone' && worlds.length < 4) {
            worlds.push({ store: world.store.clone(), model: world.model.clone() })
          } else if (kind === 'delete') {
            world.store.delete(position)
            world.model.delete(position)
          } else {
            const stored = sized(size)
            world.store.set(position, stored)
            world.model.set(position, stored)
          }
        }
        for (const { store, model } of worlds) {
          expect(walk(store)).toEqual(model.entries.map(({ stored }) => stored))
          expect(store.size).toBe(model.entries.length)
          expect(store.bytes).toBe(model.entries.reduce((sum, { stored }) => sum + stored.size, 0))
          for (const { position, stored } of model.entries) expect(store.get(position)).toBe(stored)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('walks between any two bounds in both directions', () => {
    const bound = fc.record({
      hash: fc.integer({ min: 0, max: 3 }),
      depth: fc.nat({ max: 3 }),
      position,
      side: fc.constantFrom(-1 as const, 1 as const),
    })
    fc.assert(
      fc.property(fc.array(position, { maxLength: 600 }), bound, bound, (positions, a, b) => {
        const store = new Store()
        const model = new Model()
        for (const [size, position] of positions.entries()) {
          const stored = sized(size)
          store.set(position, stored)
          model.set(position, stored)
        }
        const [from, to] = [boundOf(a), boundOf(b)]
        const between = model.entries.filter(
          ({ position }) => !isBefore(position, from) && isBefore(position, to),
        )
        const expected = between.map(({ stored }) => stored)
        expect(walk(store, from, to)).toEqual(expected)
        expect(walk(store, from, to, true)).toEqual(expected.toReversed())
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['sort keys', (i: number): Position => ({ hash: 1, partition: 'p', sort: digits(i), tie: '' })],
    ['ties', (i: number): Position => ({ hash: 1, partition: 'p', sort: 's', tie: digits(i) })],
    ['partitions', (i: number): Position => ({ hash: 1, partition: digits(i), sort: '', tie: '' })],
    ['hashes', (i: number): Position => ({ hash: i, partition: 'p', sort: '', tie: '' })],
  ])('finds every item, the first of each leaf as well: %s', (_, at) => {
    const COUNT = 1000
    const orders = [
      (i: number): number => i,
      (i: number): number => COUNT - 1 - i,
      // 1000 and 617 have no common divisor: each number once.
      (i: number): number => (i * 617) % COUNT,
    ]
    for (const order of orders) {
      const store = new Store()
      const stored = Array.from({ length: COUNT }, () => sized(1))
      for (let i = 0; i < COUNT; i++) store.set(at(order(i)), stored[order(i)] ?? sized(0))
      expect(walk(store)).toEqual(stored)
      for (let i = 0; i < COUNT; i++) expect(store.get(at(i))).toBe(stored[i])
    }
  })

  it('keeps its order through many splits and removals', () => {
    const store = new Store()
    const at = (i: number): Position => ({
      hash: (i * 7919) % 1000,
      partition: String(i),
      sort: '',
      tie: '',
    })
    for (let i = 0; i < 5000; i++) store.set(at(i), sized(1))
    const before = store.clone()
    for (let i = 0; i < 5000; i += 2) store.delete(at(i))
    expect(store.size).toBe(2500)
    expect(before.size).toBe(5000)
    for (let i = 0; i < 5000; i++) {
      expect(store.get(at(i)) !== undefined).toBe(i % 2 === 1)
      expect(before.get(at(i))).toBeDefined()
    }
    for (let i = 1; i < 5000; i += 2) store.delete(at(i))
    expect(walk(store)).toEqual([])
    expect(walk(store, undefined, undefined, true)).toEqual([])
  })
})

function walk(store: Store, from?: Bound, to?: Bound, descending = false): StoredItem[] {
  const found: StoredItem[] = []
  store.walk(from, to, descending, (stored) => {
    found.push(stored)
    return true
  })
  return found
}

function boundOf(given: { hash: number; depth: number; position: Position; side: -1 | 1 }): Bound {
  const { partition, sort, tie } = given.position
  return {
    hash: given.hash,
    partition: given.depth > 0 ? partition : undefined,
    sort: given.depth > 1 ? sort : undefined,
    tie: given.depth > 2 ? tie : undefined,
    side: given.side,
  }
}

function isBefore(position: Position, bound: Bound): boolean {
  for (const part of ['hash', 'partition', 'sort', 'tie'] as const) {
    const limit = bound[part]
    if (limit === undefined) break
    if (position[part] !== limit) return position[part] < limit
  }
  return bound.side === 1
}
