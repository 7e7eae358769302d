import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contains, countDifferences } from './compare.ts'

describe('contains', () => {
  it.each([
    [{ a: 1, b: 2 }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: { b: { c: 1, d: 2 } } }, { a: { b: { c: 1 } } }, true],
    [[1, 2], [1, 2], true],
    [[1, 2, 3], [1, 2], false],
    [[{ a: 1, b: 2 }], [{ a: 1 }], true],
    [{ a: undefined }, { a: undefined }, true],
    [{}, { a: undefined }, true],
    [0, -0, true],
    [NaN, NaN, true],
    [1n, 1, false],
    [new Uint8Array([104, 105]), 'hi', true],
    [new Uint8Array([104, 105]), 'ho', false],
    ['hi', new Uint8Array([104, 105]), false],
    ['1', 1, false],
    [null, {}, false],
    [undefined, {}, false],
    [[], {}, false],
    [{}, [], false],
    [new Date(5), new Date(5), true],
    [new Date(5), new Date(6), false],
    [new Set(['a', 'b']), new Set(['b', 'a']), true],
    [new Set(['a']), new Set(['b']), false],
    [new Map([['a', 1]]), new Map([['a', 1]]), true],
    [new Uint8Array([1, 2]), Buffer.from([1, 2]), true],
    [new Uint8Array([1, 2]), new Uint8Array([1, 3]), false],
    [{ a: 1 }, expect.objectContaining({ a: 1 }), true],
    [{ a: 5, b: 'x' }, { a: expect.any(Number), b: expect.stringMatching(/x/) }, true],
    [{ a: 'no' }, { a: expect.any(Number) }, false],
    [404, expect.any(Number), true],
  ])('%o contains %o: %o', (actual, expected, result) => {
    expect(contains(actual, expected)).toBe(result)
  })

  it('reads __proto__ and constructor as ordinary names', () => {
    const hostile = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}') as object
    expect(contains(hostile, JSON.parse('{"__proto__": {"a": 1}}'))).toBe(true)
    expect(contains(hostile, JSON.parse('{"__proto__": {"a": 2}}'))).toBe(false)
    expect(contains({}, JSON.parse('{"constructor": 2}'))).toBe(false)
    expect(contains({}, JSON.parse('{"__proto__": {"a": 1}}'))).toBe(false)
  })

  it('contains itself, and counts differences', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(contains(structuredClone(value), value)).toBe(true)
      }),
    )
    const expected = { a: 1, b: 2, c: [1, 2] }
    expect(countDifferences({ a: 1, b: 3, c: [1, 2] }, expected)).toBe(1)
    expect(countDifferences({ a: 0, b: 3, c: [1] }, expected)).toBe(3)
  })
})
