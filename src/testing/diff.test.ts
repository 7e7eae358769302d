import { describe, expect, it } from 'vitest'
import { diff, show } from './diff.ts'

describe('diff', () => {
  it('shows expected members, and marks differences', () => {
    const actual = {
      id: 'o1',
      amount: 10,
      lines: [{ sku: 'a', count: 1 }],
      note: 'nobody asked',
      at: 'noon',
    }
    const expected = {
      id: 'o1',
      amount: 9,
      lines: [{ sku: 'a', count: 2 }],
      at: expect.any(Number),
    }
    expect(diff(expected, actual)).toMatchInlineSnapshot(`
      "- expected
      + received

        {
          id: 'o1',
      -   amount: 9,
      +   amount: 10,
          lines: [
            {
              sku: 'a',
      -       count: 2,
      +       count: 1,
            },
          ],
      -   at: Any<Number>,
      +   at: 'noon',
        }"
    `)
  })

  it('shows the other members if an expected one is missing', () => {
    expect(diff({ amount: 9 }, { Amount: 9, id: 'o1' })).toMatchInlineSnapshot(`
      "- expected
      + received

        {
      -   amount: 9,
      +   Amount: 9,
      +   id: 'o1',
        }"
    `)
  })

  it('shows lists of different lengths', () => {
    expect(diff({ tags: ['a', 'b'] }, { tags: ['a', 'x', 'c'] })).toMatchInlineSnapshot(`
      "- expected
      + received

        {
          tags: [
            'a',
      -     'b',
      +     'x',
      +     'c',
          ],
        }"
    `)
  })

  it('shows values of different kinds', () => {
    expect(diff({ a: { b: 1 } }, { a: [1] })).toMatchInlineSnapshot(`
      "- expected
      + received

        {
      -   a: { b: 1 },
      +   a: [ 1 ],
        }"
    `)
    expect(diff({ a: 1 }, undefined)).toMatchInlineSnapshot(`
      "- expected
      + received

      - { a: 1 }
      + undefined"
    `)
  })

  it('quotes unusual names of members', () => {
    const odd = JSON.parse('{"__proto__": 1, "a-b": 2}') as object
    expect(diff(odd, { 'a-b': 3 })).toMatchInlineSnapshot(`
      "- expected
      + received

        {
      -   __proto__: 1,
      -   'a-b': 2,
      +   'a-b': 3,
        }"
    `)
  })
})

describe('show', () => {
  it('prints asymmetric matchers like their library', () => {
    expect(
      show({ id: expect.any(String), n: [expect.stringContaining('x')] }),
    ).toMatchInlineSnapshot(`"{ id: Any<String>, n: [ StringContaining 'x' ] }"`)
    expect(show(expect.anything())).toBe('Anything')
  })

  it('prints cycles', () => {
    const cycle: { self?: object } = {}
    cycle.self = cycle
    expect(show(cycle)).toContain('Circular')
  })
})
