import fc from 'fast-check'
import { expect, it } from 'vitest'
import { testRegion, type TestRegion } from '../table/table.fixture.ts'
import { openTable, Table } from '../table/table.ts'

const DISTANCES = ['COSINE', 'EUCLIDEAN', 'DOT_PRODUCT'] as const
type Distance = (typeof DISTANCES)[number]

interface Doc {
  id: string
  v?: number[]
  tenant?: string
  kind?: string
}

/** The search as the definition has it, in doubles over 32-bit components. */
function naive(docs: Iterable<Doc>, query: number[], distance: Distance): Map<string, number> {
  const round = (vector: number[]): number[] => vector.map(Math.fround)
  const dot = (a: number[], b: number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
  const q = round(query)
  const score = (v: number[]): number => {
    if (distance === 'DOT_PRODUCT') return dot(v, q)
    if (distance === 'EUCLIDEAN') return Math.hypot(...v.map((x, i) => x - q[i]!))
    const norms = Math.sqrt(dot(v, v) * dot(q, q))
    return norms === 0 ? 1 : 1 - dot(v, q) / norms
  }
  const found = new Map<string, number>()
  for (const { id, v } of docs) if (v) found.set(id, score(round(v)))
  return found
}

const component = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 1e7),
)
const vectorOf = (dimensions: number): fc.Arbitrary<number[]> =>
  fc.array(component, { minLength: dimensions, maxLength: dimensions })
const letter = fc.constantFrom('a', 'b')

const history = fc.integer({ min: 1, max: 9 }).chain((dimensions) =>
  fc.record({
    dimensions: fc.constant(dimensions),
    steps: fc.array(
      fc.record({
        kind: fc.constantFrom('put', 'put', 'put', 'delete', 'strip', 'fork'),
        id: fc.integer({ min: 0, max: 11 }).map(String),
        v: fc.option(vectorOf(dimensions), { nil: undefined, freq: 6 }),
        tenant: fc.option(letter, { nil: undefined, freq: 6 }),
        kindOf: fc.option(letter, { nil: undefined }),
      }),
      { maxLength: 40 },
    ),
    query: vectorOf(dimensions),
    distance: fc.constantFrom(...DISTANCES),
    top: fc.integer({ min: 1, max: 12 }),
    projected: fc.boolean(),
  }),
)

it('finds what a naive search finds, after any writes, in forks as in their parents', () => {
  fc.assert(
    fc.property(history, ({ dimensions, steps, query, distance, top, projected }) => {
      let region = testRegion()
      const index = { attribute: 'v', dimensions, distance } as const
      const schema = {
        partitionKey: 'id',
        vectorIndexes: {
          all: { ...index, projection: projected ? 'ALL' : 'KEYS_ONLY' },
          some: { ...index, partitionKey: 'tenant', filters: ['kind'] },
        },
      } as const
      new Table<Doc>('docs', schema, { region })
      const model = new Map<string, Doc>()
      let parent: { region: TestRegion; model: Map<string, Doc> } | undefined
      const inRegion = ({ world }: TestRegion): Table<Doc> => openTable<Doc>(world, 'docs')
      for (const { kind, id, v, tenant, kindOf } of steps) {
        const docs = inRegion(region)
        if (kind === 'put') {
          const doc: Doc = {
            id,
            ...(v && { v }),
            ...(tenant && { tenant }),
            ...(kindOf && { kind: kindOf }),
          }
          docs.put(doc)
          model.set(id, doc)
        } else if (kind === 'delete') {
          docs.delete({ id })
          model.delete(id)
        } else if (kind === 'strip') {
          if (!model.has(id)) continue
          docs.update({ id }, 'REMOVE v')
          const { v: _, ...rest } = model.get(id)!
          model.set(id, rest)
        } else {
          parent ??= { region, model: new Map(model) }
          region = region.fork()
        }
      }
      check(inRegion(region), model)
      if (parent) check(inRegion(parent.region), parent.model)

      function check(docs: Table<Doc>, known: Map<string, Doc>): void {
        compare(docs.search(query, { index: 'all', top }), [...known.values()])
        for (const tenant of ['a', 'b']) {
          const own = [...known.values()].filter((doc) => doc.tenant === tenant)
          compare(docs.search(query, { index: 'some', top, filter: { tenant } }), own)
          compare(
            docs.search(query, { index: 'some', top, filter: { tenant, kind: 'a' } }),
            own.filter((doc) => doc.kind === 'a'),
          )
        }
      }

      function compare(
        results: readonly { readonly item: Doc; readonly score: number }[],
        docs: Doc[],
      ): void {
        const scores = naive(docs, query, distance)
        const sign = distance === 'DOT_PRODUCT' ? -1 : 1
        const ranked = [...scores.values()].sort((a, b) => (a - b) * sign)
        expect(results).toHaveLength(Math.min(top, scores.size))
        results.forEach(({ item, score }, i) => {
          // Cosines lose digits where vectors nearly coincide, products where they cancel.
          const near = 1e-9 * (1 + Math.max(...[...scores.values()].map(Math.abs)))
          expect(Math.abs(score - ranked[i]!)).toBeLessThan(near)
          expect(Math.abs(score - scores.get(item.id)!)).toBeLessThan(near)
          expect(item).not.toHaveProperty('v')
        })
        expect(new Set(results.map(({ item }) => item.id)).size).toBe(results.length)
      }
    }),
    { numRuns: 150 },
  )
})

it('answers ties in the order of the keys, however the items were written', () => {
  const idsAfter = (order: string[]): string[] => {
    const docs = new Table<Doc>(
      'docs',
      { partitionKey: 'id', vectorIndexes: { all: { attribute: 'v', dimensions: 2 } } },
      { region: testRegion() },
    )
    for (const id of order) docs.put({ id, v: [1, 1] })
    return docs.search([1, 0], { top: 3 }).map(({ item }) => item.id)
  }
  const ids = ['a', 'b', 'c', 'd', 'e']
  expect(idsAfter(ids)).toEqual(['a', 'b', 'c'])
  expect(idsAfter([...ids].reverse())).toEqual(['a', 'b', 'c'])
})

it('finds the same before and after vectors are packed, and after packed ones change', () => {
  const docs = new Table<Doc>(
    'docs',
    { partitionKey: 'id', vectorIndexes: { all: { attribute: 'v', dimensions: 2 } } },
    { region: testRegion() },
  )
  const at = (i: number): number[] => [Math.cos(i / 400), Math.sin(i / 400)]
  docs.seed(Array.from({ length: 600 }, (_, i) => ({ id: `d${i}`, v: at(i) })))
  const found = (): string[] => docs.search([1, 0], { top: 3 }).map(({ item }) => item.id)
  expect(found()).toEqual(['d0', 'd1', 'd2'])
  expect(found()).toEqual(['d0', 'd1', 'd2'])
  docs.put({ id: 'd1', v: at(500) })
  docs.delete({ id: 'd0' })
  docs.put({ id: 'd599', v: at(0) })
  expect(found()).toEqual(['d599', 'd2', 'd3'])
})
