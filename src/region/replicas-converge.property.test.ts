import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRegion } from './index.ts'

const REGIONS = ['us-east-1', 'eu-west-1', 'ap-south-1']
const regionAt = (index: number): string => REGIONS[index] ?? ''
const region = fc.nat(REGIONS.length - 1)
const id = fc.constantFrom('a', 'b', 'c')
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put'), region, id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete'), region, id }) },
  fc.record({ kind: fc.constant('add'), region, id }),
  fc.record({ kind: fc.constant('cut'), region, id }),
  fc.record({ kind: fc.constant('heal'), region, id }),
  fc.record({ kind: fc.constant('advance'), region, id }),
  fc.record({ kind: fc.constant('idle'), region, id }),
  fc.record({ kind: fc.constant('fork'), region, id }),
  fc.record({ kind: fc.constant('restore'), region, id }),
)

it('replicas converge on the last write of each item after any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      let world = createRegion()
      world.clock.freeze('2026-01-01T00:00:00Z')
      world.createTable('items', {
        partitionKey: 'id',
        replicas: REGIONS.slice(1),
        globalSecondaryIndexes: { byN: { partitionKey: { name: 'n', type: 'N' } } },
      })
      const last = new Map<string, number | undefined>()
      const table = (at: number) => world.in(regionAt(at)).table('items')
      for (const [n, { kind, region: at, id: key }] of steps.entries()) {
        if (kind === 'put') table(at).put({ id: key, n })
        // A delete of an item that the region does not have is no write.
        if (kind === 'delete' && !table(at).delete({ id: key })) continue
        if (kind === 'add') {
          table(at).update({ id: key }, 'SET n = :n', { values: { ':n': n } })
        }
        if (kind === 'put' || kind === 'add') last.set(key, n)
        if (kind === 'delete') last.set(key, undefined)
        if (kind === 'cut') world.partition(regionAt(at))
        if (kind === 'heal') world.heal(regionAt(at))
        if (kind === 'advance') await world.clock.advance('200ms')
        if (kind === 'idle') await world.idle()
        if (kind === 'fork') world = world.fork()
        if (kind === 'restore') world.restore(world.snapshot())
      }
      world.heal()
      await world.idle()
      const expected = [...last].flatMap(([key, n]) => (n === undefined ? [] : [{ id: key, n }]))
      const byId = (a: { id?: string }, b: { id?: string }) => (a.id! < b.id! ? -1 : 1)
      for (const [at] of REGIONS.entries()) {
        expect(table(at).items.sort(byId)).toEqual(expected.sort(byId))
        for (const item of expected) {
          expect(table(at).query({ n: item.n }, { index: 'byN' })).toEqual([item])
        }
      }
    }),
    { numRuns: 60, seed: 18 },
  )
})
