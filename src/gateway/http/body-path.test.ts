import { describe, expect, it } from 'vitest'
import { parseBodyPath, readBodyPath } from './body-path.ts'

const body = JSON.stringify({
  a: [{ b: 'x', 'c d': null }, 2],
  __proto__: 1,
  nested: { list: [1, [2]] },
  "it's": true,
})
const read = (path: string, text = body): string | undefined =>
  readBodyPath(text, parseBodyPath(path)!)

describe('paths in a body', () => {
  it.each([
    ['.a[0].b', 'x'],
    ["['a'][0]['b']", 'x'],
    ['["nested"].list', '[1,[2]]'],
    ['.a[1]', '2'],
    [".a[0]['c d']", undefined],
    ['.a[*]', '[{"b":"x","c d":null},2]'],
    ['.nested.*', '[[1,[2]]]'],
    ["['it\\'s']", 'true'],
    ['.none', undefined],
    ['.toString', undefined],
    ['.a.length', '2'],
    ['', body],
  ])('%s', (path, value) => {
    expect(read(path)).toBe(value)
  })

  it.each(['..a', '[?(@.a)]', '.a[', 'a', '.', '[-1]', '[a]'])('refuse %s', (path) => {
    expect(parseBodyPath(path)).toBeUndefined()
  })

  it('lead nowhere in a text that is not JSON, or longer than 100 KB', () => {
    expect(read('.a', 'x')).toBeUndefined()
    expect(read('.a', JSON.stringify({ a: 'x', long: 'y'.repeat(100 * 1024) }))).toBeUndefined()
    expect(read('.a', JSON.stringify({ a: 'x', long: 'y'.repeat(99 * 1024) }))).toBe('x')
  })
})
