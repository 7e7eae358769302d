import fc from 'fast-check'
import { applyPatches, enableMapSet, enablePatches, type Patch } from 'immer'
import { expect, it } from 'vitest'
import { diffItems } from './item-patches.ts'
import { toItem } from './marshal.ts'
import { fromItem } from './unmarshal.ts'

enablePatches()
enableMapSet()

const item = (value: object) => toItem(value, { caller: 'test' })
const diff = (before: object, after: object) => diffItems(item(before), item(after))

it('makes the patches that immer makes', () => {
  expect(diff({ id: '1', amount: 1, old: true }, { id: '1', amount: 2, note: 'x' })).toEqual([
    { op: 'replace', path: ['amount'], value: 2 },
    { op: 'remove', path: ['old'] },
    { op: 'add', path: ['note'], value: 'x' },
  ])
  expect(diff({ l: [1, { a: 1 }, 3, 4] }, { l: [1, { a: 2 }] })).toEqual([
    { op: 'replace', path: ['l', 1, 'a'], value: 2 },
    { op: 'remove', path: ['l', 3] },
    { op: 'remove', path: ['l', 2] },
  ])
  expect(diff({ s: new Set(['a', 'b']) }, { s: new Set(['b', 'c']) })).toEqual([
    { op: 'remove', path: ['s', 0], value: 'a' },
    { op: 'add', path: ['s', 1], value: 'c' },
  ])
  expect(
    diff({ b: Uint8Array.of(1), m: { a: 1, b: 2 } }, { b: Uint8Array.of(1), m: { b: 2, a: 1 } }),
  ).toEqual([])
})

it('replaces the root for new and deleted items', () => {
  expect(diffItems(undefined, item({ id: '1' }))).toEqual([
    { op: 'replace', path: [], value: { id: '1' } },
  ])
  expect(diffItems(item({ id: '1' }), undefined)).toEqual([
    { op: 'replace', path: [], value: undefined },
  ])
})

it('turns the old item into the new item', () => {
  const leaf = fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom('a', 'b'),
    fc.constant(null),
    fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }).map((all) => new Set(all)),
    fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 }).map((all) => new Set(all)),
  )
  const { object } = fc.letrec((tie) => ({
    object: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('tree'), {
      noNullPrototype: true,
    }),
    tree: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('tree'), { maxLength: 3 }), tie('object')),
  }))
  fc.assert(
    fc.property(object as fc.Arbitrary<object>, object as fc.Arbitrary<object>, (a, b) => {
      const [before, after] = [item(a), item(b)]
      const patches = diffItems(before, after) as Patch[]
      expect(applyPatches(fromItem(before), patches)).toEqual(fromItem(after))
    }),
    { seed: 1 },
  )
})
