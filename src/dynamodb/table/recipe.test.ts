import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { NumberValue } from '../values/number-value.ts'
import { testRegion, type TestRegion } from './table.fixture.ts'
import { Table } from './table.ts'

let region: TestRegion
beforeEach(() => {
  region = testRegion()
})

const measurements = (): Table =>
  new Table('measurements', { partitionKey: 'id', sortKey: { name: 'at', type: 'N' } }, { region })

describe('numbers that a recipe does not change', () => {
  it.each([1e-7, -1e-7, 5e-324 * 1e200, 1.5e-9, 0.1 + 0.2, 1e15 + 0.5])(
    'are unchanged under the sort key %s',
    (at) => {
      const table = measurements()
      const key = { id: 'a', at }
      table.put({ ...key, tiny: 1e-7, in: { list: [1e-8] }, all: new Set([1e-7, 2]), n: 1 })
      const updated = table.update(key, (draft) => {
        draft.n += 1
      })
      expect(updated).toEqual({
        ...key,
        tiny: 1e-7,
        in: { list: [1e-8] },
        all: new Set([1e-7, 2]),
        n: 2,
      })
      expect(lastUpdate()).toBe('SET n = :n')
    },
  )

  it('are equal in any form', () => {
    const table = measurements()
    const key = { id: 'a', at: 1 }
    table.put({ ...key, n: NumberValue.from('1e-100'), big: 10n ** 40n })
    table.update({ id: 'a', at: NumberValue.from('1.0') }, (draft) => {
      draft.n = NumberValue.from('10E-101')
      draft.big = NumberValue.from('1e40')
      draft.at = NumberValue.from('0.1e1')
    })
    expect(lastUpdate()).toBeUndefined()
  })

  it('are equal with any exponent', () => {
    const number = fc
      .tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -125, max: 120 }))
      .map(([digits, exponent]) => NumberValue.from(`${digits}e${exponent}`))
    fc.assert(
      fc.property(number, number, (at, n) => {
        const table = measurements()
        table.put({ id: 'a', at, n, list: [n], set: new Set([n]) })
        table.update({ id: 'a', at }, (draft) => void (draft.seen = true))
        expect(lastUpdate()).toBe('SET seen = :seen')
        region = testRegion()
      }),
      { numRuns: 50 },
    )
  })

  const lastUpdate = (): unknown => {
    const calls = region.world.journal.records.filter(({ kind }) => kind === 'call')
    return (calls.at(-1) as unknown as { input: Record<string, unknown> }).input.UpdateExpression
  }
})

describe('a recipe that returns another item', () => {
  interface Doc {
    id: string
    at: number
    lines: { sku: string }[]
    meta?: Record<string, unknown>
    tags?: Set<string>
    [more: string]: unknown
  }
  const key = { id: 'a', at: 1 }
  let docs: Table<Doc>
  beforeEach(() => {
    docs = measurements() as never
    docs.put({ ...key, lines: [{ sku: 's' }], meta: { a: { b: 1 } }, tags: new Set(['t']) })
  })
  const stored = { ...key, lines: [{ sku: 's' }], meta: { a: { b: 1 } }, tags: new Set(['t']) }

  it('may use drafts in it at any depth', () => {
    expect(docs.update(key, (draft) => ({ ...draft, note: 'x' }))).toEqual({ ...stored, note: 'x' })
    docs.update(key, (draft) => ({
      ...key,
      lines: draft.lines.filter(({ sku }) => sku === 's'),
      byName: new Map([['m', draft.meta]]),
      deep: { list: [draft.meta?.a] },
    }))
    const lines = [{ sku: 's' }]
    const expected = { ...key, lines, byName: { m: { a: { b: 1 } } }, deep: { list: [{ b: 1 }] } }
    expect(docs.get(key)).toEqual(expected)
  })

  it('may have changed its draft before', () => {
    docs.update(key, (draft) => {
      draft.lines.push({ sku: 't' })
      draft.tags?.add('u')
      return { ...draft, note: 'x' }
    })
    const lines = [{ sku: 's' }, { sku: 't' }]
    expect(docs.get(key)).toEqual({ ...stored, lines, tags: new Set(['t', 'u']), note: 'x' })
  })

  it('does not include a recipe that returns a part of the draft or an assigned value', () => {
    expect(docs.update(key, (draft) => draft.lines[0])).toEqual(stored)
    expect(docs.update(key, (draft) => draft.meta?.a)).toEqual(stored)
    docs.update(key, (draft) => (draft.meta = { lines: draft.lines }))
    docs.update(key, (draft) => (draft.before = { ...key, tags: draft.tags }))
    const meta = { lines: [{ sku: 's' }] }
    const before = { ...key, tags: new Set(['t']) }
    expect(docs.get(key)).toEqual({ ...stored, meta, before })
  })
})
