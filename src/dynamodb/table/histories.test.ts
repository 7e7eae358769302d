import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NumberValue } from '../values/number-value.ts'
import { testRegion } from './table.fixture.ts'
import { Table } from './table.ts'

/** A number of any size in units of 1e-140, so that the model can compare it. */
function scaled(value: unknown): bigint {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(String(value)) ?? []
  const digits = BigInt(whole + fraction) * 10n ** BigInt(Number(exponent) - fraction.length + 140)
  return sign ? -digits : digits
}

const number = fc
  .tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -120, max: 120 }))
  .map(([digits, exponent]) => `${digits}e${exponent}`)
// A few numbers, so that keys repeat in several forms.
const numbers = fc.array(number, { minLength: 3, maxLength: 5 })
const forms: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replace(/(\d+)e(.*)/, (_, digits, exponent) => `${digits}0e${exponent - 1}`),
  (text) =>
    text.replace(
      /(\d+)e(.*)/,
      (_, digits, exponent) => `0.${digits.padStart(3, '0')}e${+exponent + 3}`,
    ),
]
const step = fc.record({
  kind: fc.constantFrom('put', 'recipe', 'replace', 'expression', 'remove', 'delete', 'batch'),
  pk: fc.constantFrom('a', 'b'),
  at: fc.nat(),
  n: fc.nat(),
  form: fc.nat({ max: 2 }),
})

interface Modelled {
  readonly pk: string
  readonly at: bigint
  readonly n: bigint | undefined
  readonly seen: number
}

const byOrder = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)

it('match a map: numbers of every size, keys of two attributes, recipes and indexes', () => {
  fc.assert(
    fc.property(numbers, fc.array(step, { maxLength: 30 }), (texts, steps) => {
      const region = testRegion()
      const table = new Table(
        'numbers',
        {
          partitionKey: 'pk',
          sortKey: { name: 'at', type: 'N' },
          localSecondaryIndexes: { byN: { sortKey: { name: 'n', type: 'N' } } },
          globalSecondaryIndexes: {
            ofN: { partitionKey: { name: 'n', type: 'N' }, sortKey: 'at', projection: ['seen'] },
          },
        },
        { region },
      )
      const model = new Map<string, Modelled>()
      const textOf = (i: number, form = 0): string => forms[form]!(texts[i % texts.length]!)
      for (const { kind, pk, at, n, form } of steps) {
        const key = { pk, at: NumberValue.from(textOf(at, form)) }
        const place = `${pk} ${scaled(textOf(at))}`
        const old = model.get(place)
        const value = NumberValue.from(textOf(n, form))
        const next = { pk, at: scaled(textOf(at)), n: scaled(textOf(n)) }
        const seen = (old?.seen ?? 0) + 1
        switch (kind) {
          case 'put':
            table.put({ ...key, n: value, seen: 1 })
            model.set(place, { ...next, seen: 1 })
            break
          case 'recipe':
            table.update(key, (draft) => {
              draft.n = value
              draft.seen = (draft.seen ?? 0) + 1
              draft.at = key.at
            })
            model.set(place, { ...next, seen })
            break
          case 'replace':
            table.update(key, (draft) => ({ ...draft, n: value, seen: (draft.seen ?? 0) + 1 }))
            model.set(place, { ...next, seen })
            break
          case 'expression':
            table.update(key, 'SET n = :n ADD seen :one', { values: { ':n': value, ':one': 1 } })
            model.set(place, { ...next, seen })
            break
          case 'remove':
            table.update(key, (draft) => {
              delete draft.n
              draft.seen = (draft.seen ?? 0) + 1
            })
            model.set(place, { ...next, n: undefined, seen })
            break
          case 'delete':
            table.delete(key)
            model.delete(place)
            break
          case 'batch':
            table.seed([{ ...key, n: value, seen: 1 }])
            model.set(place, { ...next, seen: 1 })
        }
      }
      check(table, [...model.values()], texts)
    }),
    { numRuns: 80 },
  )
})

const seenIn = (items: readonly object[]): unknown[] =>
  (items as Record<string, unknown>[]).map(({ pk, at, seen }) => [pk, scaled(at), seen])
const shown = (items: readonly Modelled[]): unknown[] =>
  items.map(({ pk, at, seen }) => [pk, at, seen])

function check(table: Table, model: readonly Modelled[], texts: readonly string[]): void {
  expect(table.size).toBe(model.length)
  for (const pk of ['a', 'b']) {
    const own = model.filter((item) => item.pk === pk).sort((a, b) => byOrder(a.at, b.at))
    expect(seenIn(table.query({ pk }))).toEqual(shown(own))
    expect(seenIn(table.query({ pk }, { descending: true }))).toEqual(shown([...own].reverse()))
    const indexed = own.flatMap((item) => (item.n === undefined ? [] : [{ ...item, n: item.n }]))
    expect(table.query({ pk }, { index: 'byN' }).map(({ n }) => scaled(n))).toEqual(
      indexed.map(({ n }) => n).sort(byOrder),
    )
    for (const text of texts) {
      const limit = scaled(text)
      const bound = NumberValue.from(text)
      expect(seenIn(table.query({ pk, at: { lt: bound } }))).toEqual(
        shown(own.filter(({ at }) => at < limit)),
      )
      expect(seenIn(table.query({ pk, at: bound }))).toEqual(
        shown(own.filter(({ at }) => at === limit)),
      )
      const filter = { filter: 'n >= :n', values: { ':n': bound } }
      expect(seenIn(table.query({ pk }, filter))).toEqual(
        shown(own.filter(({ n }) => n !== undefined && n >= limit)),
      )
    }
  }
  for (const text of texts) {
    const found = table.query({ n: NumberValue.from(text) }, { index: 'ofN' })
    const expected = model.filter(({ n }) => n === scaled(text))
    const inOrder = (items: unknown[]): string[] => items.map((item) => String(item)).sort()
    expect(inOrder(seenIn(found))).toEqual(inOrder(shown(expected)))
  }
}
