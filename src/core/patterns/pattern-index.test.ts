import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compilePattern } from './pattern.ts'
import { PatternIndex } from './pattern-index.ts'

const value = fc.constantFrom('a', 'b', 1, 2, true, null)
const event = fc.record(
  {
    source: value,
    'detail.kind': value,
    detail: fc.record(
      {
        kind: fc.oneof(value, fc.array(value, { maxLength: 3 })),
        items: fc.array(fc.record({ sku: value }), { maxLength: 3 }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
)

const leaf = fc.oneof(
  fc.array(value, { minLength: 1, maxLength: 3 }),
  fc.constantFrom([{ exists: false }], [{ prefix: 'a' }], ['a', { numeric: ['>', 1] }]),
)
const pattern = fc
  .record(
    {
      source: leaf,
      detail: fc.oneof(
        fc.record({ kind: leaf }),
        fc.record({ kind: leaf, items: fc.record({ sku: leaf }) }),
        fc.record({ $or: fc.constant([{ kind: ['a'] }, { items: { sku: ['b'] } }]) }),
      ),
    },
    { requiredKeys: [] },
  )
  .filter((members) => Object.keys(members).length > 0)

it('finds exactly the patterns that match, in the order in which they were given', () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 12 }), event, (patterns, given) => {
      const compiled = patterns.map((each) => compilePattern(each))
      const index = new PatternIndex(compiled.map((each, number) => [each, number] as const))
      const expected = compiled.flatMap((each, number) => (each.matches(given) ? [number] : []))
      expect(index.matching(given)).toEqual(expected)
    }),
    { numRuns: 1_000 },
  )
})

it('does not look at patterns that ask for other values', () => {
  let looked = 0
  const counted = (wanted: object): ReturnType<typeof compilePattern> => {
    const compiled = compilePattern(wanted)
    const matches = (given: unknown): boolean => {
      looked++
      return compiled.matches(given)
    }
    return { ...compiled, matches }
  }
  const patterns = Array.from({ length: 300 }, (_, n) =>
    counted({ source: ['shop'], detail: { id: [`o-${n}`] } }),
  )
  const index = new PatternIndex(patterns.map((each, number) => [each, number] as const))
  expect(index.matching({ source: 'shop', detail: { id: 'o-7' } })).toEqual([7])
  expect(looked).toBe(1)
})
