import { describe, expect, it, vi } from 'vitest'
import { secondParameter } from './test-text.ts'

/** As written: a transform would take comments out. */
const written = (text: string): ((...args: never[]) => unknown) =>
  // oxlint-disable-next-line typescript/no-implied-eval -- see above
  new Function(`return (${text})`)() as never

describe('secondParameter', () => {
  it.each([
    ['async ({ orders }, { user }) => {}', '{ user }'],
    ['({ orders, api: { url } }, { task, user: u = f(1, "a,b)") }, third) => {}', undefined],
    ['function named({ a }, { b, c }) { return (1, 2) }', '{ b, c }'],
    ['async function ({ a }, { b }) {}', '{ b }'],
    ['(w, /* the { runner } */ { task }) => {}', '{ task }'],
    ['(w = [1, 2], // of the, world\n { task }) => {}', '{ task }'],
    ["(w = ')', { task }) => {}", '{ task }'],
    ['(w, ctx) => ctx', undefined],
    ['(w) => f(w, { a: 1 })', undefined],
    ['w => f(w, { a: 1 })', undefined],
    ['async w => f(w, { a: 1 })', undefined],
    ['() => f({}, { a: 1 })', undefined],
    ['(...args) => args', undefined],
  ])('%s', (text, expected) => {
    const found = secondParameter(written(text))
    if (text.includes('third')) expect(found).toBe('{ task, user: u = f(1, "a,b)") }')
    else expect(found).toBe(expected)
  })

  it('returns undefined for functions without a destructured second parameter', () => {
    expect(secondParameter(vi.fn())).toBeUndefined()
    expect(secondParameter(Math.max)).toBeUndefined()
    expect(secondParameter((() => 1).bind(null))).toBeUndefined()
  })
})
