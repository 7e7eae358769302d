import { describe, expect, it } from 'vitest'
import { diff, show, showBriefly } from './diff.ts'

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

describe('bounds', () => {
  const entries = (count: number): { i: number }[] =>
    Array.from({ length: count }, (_, i) => ({ i }))

  it('shows a long list around its differences', () => {
    const actual = entries(500).map((entry) => (entry.i === 250 ? { i: -1 } : entry))
    const lines = diff(entries(500), actual).split('\n')
    expect(lines.length).toBeLessThan(25)
    expect(lines.join('\n')).toMatch(
      /… \d+ equal lines[^]*- {5}i: 250,\n\+ {5}i: -1,[^]*equal lines/,
    )
  })

  it('shows one screen of many differences', () => {
    const lines = diff(
      entries(500),
      entries(500).map(({ i }) => ({ i: -i })),
    ).split('\n')
    expect(lines.length).toBeLessThan(70)
    expect(lines.at(-1)).toMatch(/… \d+ more lines/)
  })

  it('shows the part of a long text that differs', () => {
    const text = 'x'.repeat(5000)
    const [, , , expected, actual] = diff(`${text}a`, `${text}b`).split('\n')
    expect(expected).toBe(`- '…${'x'.repeat(30)}a'`)
    expect(actual).toBe(`+ '…${'x'.repeat(30)}b'`)
  })

  it('does not call every entry different that follows one too much', () => {
    expect(diff([{ i: 1 }, { i: 2 }], [{ i: 0 }, { i: 1 }, { i: 2 }])).toMatchInlineSnapshot(`
      "- expected
      + received

        [
      +   { i: 0 },
          { i: 1 },
          { i: 2 },
        ]"
    `)
  })

  it('shows a value of many members on few lines', () => {
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`m${i}`, i]))
    expect(show(wide).split('\n').length).toBeLessThanOrEqual(31)
    expect(showBriefly(wide, { m7: 1 })).toBe(
      '{ m7: 7, m0: 0, m1: 1, m2: 2, m3: 3, m4: 4, … 294 more }',
    )
  })

  it('colours what it is told to', () => {
    const paint = {
      expected: (line: string) => `<${line}>`,
      received: (line: string) => `[${line}]`,
    }
    expect(diff({ a: 1 }, { a: 2 }, paint).split('\n').slice(0, 6)).toEqual([
      '<- expected>',
      '[+ received]',
      '',
      '  {',
      '<-   a: 1,>',
      '[+   a: 2,]',
    ])
  })
})
