import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findInJson } from './find-in-json.ts'
import { JsonPathError } from './json-path-syntax.ts'
import { InvalidJsonError, parseLenientJson } from './lenient-json.ts'

const json = (text: string): unknown => toPlain(parseLenientJson(text))

function toPlain(value: unknown): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [key, toPlain(item)]))
  if (Array.isArray(value)) return Array.from(value, toPlain)
  return typeof value === 'bigint' ? Number(value) : value
}

describe('lenient JSON', () => {
  it('reads JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(json(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it.each([
    ['{statusCode: 200}', { statusCode: 200 }],
    ["{'a': 'b\"c', d: e f }", { a: 'b"c', d: 'e f' }],
    ['[1,,2,]', [1, 2]],
    ['plain text, with a comma', 'plain text, with a comma'],
    ['a=1&b=2', 'a=1&b=2'],
    ['{"a": 1} trailing', { a: 1 }],
    ['"\\u0041\\q"', 'Aq'],
    ['{"__proto__": 1}', JSON.parse('{"__proto__": 1}')],
  ])('reads %s', (text, expected) => {
    expect(json(text)).toEqual(expected)
  })

  it.each(['{"a": 1', '[1', '{"a" 1}', '"a', '{"a":}', '', '{"a": [1}'])('refuses %j', (text) => {
    expect(() => parseLenientJson(text)).toThrow(InvalidJsonError)
  })

  it('refuses JSON that nests too deeply', () => {
    expect(() => parseLenientJson('['.repeat(1_000_000))).toThrow(InvalidJsonError)
  })

  it('keeps integers of any size', () => {
    expect(parseLenientJson('9007199254740993')).toBe(9007199254740993n)
  })
})

const store = JSON.stringify({
  books: [
    { title: 'A', price: 8, tags: ['x'] },
    { title: 'B', price: 12 },
    { title: 'C', price: 30, isbn: '3' },
  ],
  'odd name': { 'a.b': 1 },
  empty: null,
})

describe('JSONPath', () => {
  it.each([
    ['$.books[0].title', 'A'],
    ['$.books[-1].title', 'C'],
    ['books[1].title', 'B'],
    ["$['odd name']['a.b']", 1],
    ['$["books"][0]["price"]', 8],
    ['$.books[*].price', [8, 12, 30]],
    ['$.books[0,2].title', ['A', 'C']],
    ['$.books[1:].title', ['B', 'C']],
    ['$.books[:1].title', ['A']],
    ['$..title', ['A', 'B', 'C']],
    ['$.books[?(@.price < 10)].title', ['A']],
    ["$.books[?(@.title == 'B' || @.isbn)].title", ['B', 'C']],
    ['$.books[?(@.price > 10 && !(@.isbn))].title', ['B']],
    ['$.books[?(@.title =~ /a|b/i)].title', ['A', 'B']],
    ["$.books[?(@.title in ['A', 'C'])].price", [8, 30]],
    ['$.books.length()', 3],
    ['$.books[*].price.sum()', []],
    ['$.empty', null],
    ['$.none', undefined],
    ['$.books.title', undefined],
    ['$.books[9]', undefined],
    ['$.books[9].title', undefined],
    ['$..none', []],
    ['$.books[0].constructor', undefined],
  ])('%s', (path, expected) => {
    expect(toPlain(findInJson(store, path))).toEqual(expected)
  })

  it.each([
    '$.',
    '$[',
    '$.a[',
    "$['a'",
    '$.a[?(@.b',
    '$.a.nope()',
    '$ x',
    `$${'[?('.repeat(500)}`,
    `$[?(${'!'.repeat(50_000)}@.a)]`,
  ])('refuses %s', (path) => {
    expect(() => findInJson(store, path)).toThrow(JsonPathError)
  })

  it('ends a search that visits too many values', () => {
    const wide = JSON.stringify(Array.from({ length: 2000 }, () => [1]))
    expect(() => findInJson(wide, '$..[?(@..x)]..[?($..y)]')).toThrow(JsonPathError)
  })
})
