import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createOrders, createSimple, dataPlane, N, S, type DataPlane } from '../items.fixture.ts'
import { ownTable, resetDynamoDbState } from './state.ts'
import {
  alignIndexes,
  clearContent,
  prepareSeeds,
  putContent,
  seedItems,
  takeContent,
} from '../storage/content.ts'
import type { KeySchema } from '../schema/definition.ts'
import { setDefinition } from '../storage/table.ts'
import { newItem, type Item } from '../values/values.ts'

const TableName = 'orders'
const orders = (): DataPlane => {
  const plane = dataPlane()
  createOrders(plane)
  return plane
}
const item = (pk: string, sk: string, more: object = {}): Item =>
  Object.assign(newItem(), { pk: S(pk), sk: S(sk), ...more })
const forkOf = ({ test }: DataPlane): DataPlane => dataPlane(test.fork())
const put = (plane: DataPlane, Item: object): void => plane.call('PutItem', { TableName, Item })
const count = (plane: DataPlane, IndexName?: string): number =>
  plane.call('Scan', { TableName, ...(IndexName && { IndexName }) }).Count

const seed = (plane: DataPlane, ...items: Item[]): void => {
  const table = ownTable(plane.test.state, TableName)
  const refuse = (error: Error): never => {
    throw error
  }
  seedItems(table, prepareSeeds(table.plan, items, refuse))
}

describe('forks', () => {
  it('see earlier content and no later changes', () => {
    const home = orders()
    put(home, item('p', 'a', { status: S('x') }))
    const one = forkOf(home)
    const two = forkOf(home)
    const deep = forkOf(one)
    put(one, item('p', 'b', { status: S('x') }))
    put(home, item('p', 'c', { status: S('x') }))
    deep.call('DeleteItem', { TableName, Key: item('p', 'a') })
    createSimple(two, 'extra')
    expect([home, one, two, deep].map((plane) => count(plane))).toEqual([2, 2, 1, 0])
    expect([home, one, two, deep].map((plane) => count(plane, 'keysOnly'))).toEqual([2, 2, 1, 0])
    expect([home, one, two, deep].map(({ test }) => test.state.tables.size)).toEqual([1, 1, 2, 1])
  })

  it('match maps through any history of writes and forks', () => {
    const step = fc.record({
      world: fc.nat(),
      kind: fc.constantFrom('put', 'put', 'delete', 'fork'),
      sk: fc.constantFrom('a', 'b', 'c', 'd'),
      status: fc.constantFrom('x', 'y', undefined),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const worlds = [{ plane: orders(), model: new Map<string, string | undefined>() }]
        for (const { world, kind, sk, status } of steps) {
          const { plane, model } = worlds[world % worlds.length]!
          if (kind === 'fork') worlds.push({ plane: forkOf(plane), model: new Map(model) })
          else if (kind === 'delete') {
            plane.call('DeleteItem', { TableName, Key: item('p', sk) })
            model.delete(sk)
          } else {
            put(plane, item('p', sk, status ? { status: S(status) } : {}))
            model.set(sk, status)
          }
        }
        for (const { plane, model } of worlds) {
          expect(count(plane)).toBe(model.size)
          const indexed = [...model.values()].filter(Boolean).length
          expect(count(plane, 'keysOnly')).toBe(indexed)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('seeds', () => {
  it('leave no records and return on reset', () => {
    const home = orders()
    seed(home, item('p', 'a', { amount: N(1) }), item('p', 'b'))
    expect(home.test.world.journal.records).toEqual([])
    put(home, item('p', 'c'))
    home.call('DeleteItem', { TableName, Key: item('p', 'a') })
    seed(home, item('p', 'd', { amount: N(2) }))
    expect(count(home)).toBe(3)
    resetDynamoDbState(home.test.state)
    const { Items } = home.call('Scan', { TableName })
    expect(Items.map(({ sk }: { sk: { S: string } }) => sk.S)).toEqual(['a', 'b', 'd'])
    expect(count(home, 'byAmount')).toBe(2)
  })

  it('are all or nothing and report the item', () => {
    const home = orders()
    const refused: unknown[] = []
    const prepare = (...items: Item[]) =>
      prepareSeeds(ownTable(home.test.state, TableName).plan, items, (error, ...places) => {
        refused.push([error.message, ...places])
        throw error
      })
    expect(() => prepare(item('p', 'a'), item('p', ''), item('p', 'c'))).toThrow()
    expect(() => prepare(item('p', 'a'), item('p', 'b'), item('p', 'a'))).toThrow()
    expect(refused).toEqual([
      [expect.stringContaining('cannot contain an empty string'), 1],
      [expect.stringContaining('duplicates'), 2, 0],
    ])
    expect(count(home)).toBe(0)
  })

  it('of a template return in a fork even when the template changes later', () => {
    const home = orders()
    seed(home, item('p', 'a'))
    const fork = forkOf(home)
    put(fork, item('p', 'b'))
    put(home, item('p', 'c'))
    resetDynamoDbState(fork.test.state)
    expect(count(fork)).toBe(1)
    expect(count(home)).toBe(2)
  })
})

describe('content', () => {
  it('is restored from a copy', () => {
    const home = orders()
    put(home, item('p', 'a', { status: S('x') }))
    const taken = takeContent(ownTable(home.test.state, TableName))
    put(home, item('p', 'b', { status: S('x') }))
    clearContent(ownTable(home.test.state, TableName))
    expect(count(home, 'keysOnly')).toBe(0)
    for (let i = 0; i < 2; i++) {
      putContent(ownTable(home.test.state, TableName), taken)
      expect(count(home)).toBe(1)
      expect(count(home, 'keysOnly')).toBe(1)
      put(home, item('p', 'c', { status: S('x') }))
    }
  })

  it('is indexed when an index is added', () => {
    const home = orders()
    seed(home, item('p', 'a', { note: S('n') }))
    put(home, item('p', 'b', { note: S('n') }))
    put(home, item('p', 'c', { note: N(1) }))
    put(home, item('p', 'd', { note: S('') }))
    const table = ownTable(home.test.state, TableName)
    const { definition } = table
    const key: KeySchema = { partition: [{ name: 'note', type: 'S' }], sort: [] }
    const index = {
      name: 'byNote',
      kind: 'global' as const,
      key,
      projection: { type: 'KEYS_ONLY' as const, nonKeyAttributes: [] },
    }
    setDefinition(table, { ...definition, indexes: [...definition.indexes, index] })
    alignIndexes(table)
    expect(count(home, 'byNote')).toBe(2)
    resetDynamoDbState(home.test.state)
    expect(count(home, 'byNote')).toBe(1)
  })
})
