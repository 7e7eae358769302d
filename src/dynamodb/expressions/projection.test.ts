import { describe, expect, it } from 'vitest'
import { newItem, type AttributeValue, type Item } from '../values/values.ts'
import { fromAttributesToGet, parseProjection, projectItem } from './projection.ts'
import { createScope, type ExpressionNames } from './grammar/scope.ts'

const item = (content: Record<string, AttributeValue>): Item =>
  Object.assign(newItem(), content) as Item
const N = (value: number): AttributeValue => ({ N: String(value) })

const ITEM = item({
  pk: { S: 'p' },
  n: N(1),
  m: { M: item({ a: N(1), b: N(2), c: { L: [N(0), { M: item({ x: N(7), y: N(8) }) }, N(2)] } }) },
})

const project = (text: string, names?: ExpressionNames): unknown =>
  JSON.parse(
    JSON.stringify(projectItem(parseProjection(text, createScope(names, undefined)), ITEM)),
  )

const problem = (text: string, names?: ExpressionNames): string => {
  try {
    parseProjection(text, createScope(names, undefined))
  } catch (error) {
    return (error as Error).message.replace('Invalid ProjectionExpression: ', '')
  }
  return 'none'
}

describe('projection', () => {
  it('returns existing parts', () => {
    expect(project('pk, nothing, m.nothing, n.a')).toEqual({ pk: { S: 'p' } })
    expect(project('m.a, m.b')).toEqual({ m: { M: { a: N(1), b: N(2) } } })
    expect(project('m.c[2], #m.c[0]', { '#m': 'm' })).toEqual({
      m: { M: { c: { L: [N(0), N(2)] } } },
    })
    expect(project('m.c[1].x, m.c[9]')).toEqual({ m: { M: { c: { L: [{ M: { x: N(7) } }] } } } })
    expect(project('m.c[0].x')).toEqual({})
  })

  it('takes names literally in AttributesToGet', () => {
    const odd = item({ 'm.a': N(1), ['__proto__']: N(2) })
    expect(Object.keys(projectItem(fromAttributesToGet(['m.a', '__proto__']), odd))).toEqual([
      'm.a',
      '__proto__',
    ])
  })

  it.each([
    ['', 'The expression can not be empty;'],
    ['!!!', 'Syntax error; token: "!", near: "!!"'],
    ['a b', 'Syntax error; token: "b", near: "a b"'],
    ['a,', 'Syntax error; token: "<EOF>", near: ","'],
    ['a, :v', 'Syntax error; token: ":v", near: ", :v"'],
    ['mymap.#AMZN_2021-03-03', 'Syntax error; token: "-", near: "#AMZN_2021-0"'],
    ['a[b]', 'Syntax error; token: "b", near: "[b]"'],
    ['name, a', 'Attribute name is a reserved keyword; reserved keyword: name'],
    [
      '#a',
      'An expression attribute name used in the document path is not defined; attribute name: #a',
    ],
    [
      'a, a.b',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    ],
    [
      'a.b[0], a.b[0]',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b, [0]], path two: [a, b, [0]]',
    ],
    [
      'a.b, c, a[1]',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]',
    ],
  ])('%s', (text, expected) => {
    expect(problem(text)).toBe(expected)
  })

  it('does not report the size of an oversized projection', () => {
    expect(problem('a'.repeat(4097))).toBe('Expression size has exceeded the maximum allowed size;')
  })
})
