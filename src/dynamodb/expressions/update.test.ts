import { describe, expect, it } from 'vitest'
import { Binary, newItem, type AttributeValue, type Item } from '../values/values.ts'
import { projectionOf, projectItem } from './projection.ts'
import { createScope, type ExpressionNames, type ExpressionValues } from './grammar/scope.ts'
import { applyUpdate, updatedType } from './update.ts'
import { parseUpdate } from './grammar/update-parser.ts'

const item = (content: Record<string, AttributeValue>): Item =>
  Object.assign(newItem(), content) as Item
const N = (value: number): AttributeValue => ({ N: String(value) })
const L = (...values: number[]): AttributeValue => ({ L: values.map(N) })
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const VALUES: ExpressionValues = {
  ':n': N(5),
  ':s': { S: 'text' },
  ':l': L(9),
  ':m': { M: item({ x: N(1) }) },
  ':ss': { SS: ['a', 'b'] },
  ':ns': { NS: ['1'] },
  ':t': { BOOL: true },
}

const parse = (text: string, names?: ExpressionNames, values = VALUES) =>
  parseUpdate(text, createScope(names, values))

const update = (text: string, content: Record<string, AttributeValue>, values = VALUES): unknown =>
  plain(applyUpdate(parse(text, { '#p': '__proto__' }, values), item(content)).item)

const problem = (action: () => unknown): string => {
  try {
    action()
  } catch (error) {
    return (error as Error).message.replace('Invalid UpdateExpression: ', '')
  }
  return 'none'
}

describe('parsing', () => {
  it.each([
    ['', 'The expression can not be empty;'],
    ['INVALID SYNTAX HERE', 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"'],
    ['ADD hits : incr', 'Syntax error; token: ":", near: "hits : incr"'],
    ['set _something = :s', 'Syntax error; token: "_", near: "set _something"'],
    ['SET _123 = :s', 'Syntax error; token: "_", near: "SET _123"'],
    ['SET book-price = :n', 'Syntax error; token: "-", near: "book-price"'],
    ['SET a = :n,', 'Syntax error; token: "<EOF>", near: ","'],
    ['SET', 'Syntax error; token: "<EOF>", near: "SET"'],
    ['SET a = list_append(a, 0)', 'Syntax error; token: "0", near: ", 0)"'],
    ['SET a = :n + :n + :n', 'Syntax error; token: "+", near: ":n + :n"'],
    ['SET a = :n, SET b = :n', 'Syntax error; token: "SET", near: ", SET b"'],
    ['ADD a b', 'Syntax error; token: "b", near: "a b"'],
    ['SET name = :n', 'Attribute name is a reserved keyword; reserved keyword: name'],
    ['SET a = foo(:n)', 'Invalid function name; function: foo'],
    ...['list_append(list_append(a, :l), :l)', 'if_not_exists(b, list_append(a, :l))'].map(
      (value): [string, string] => [
        `SET a = ${value}`,
        'The function is not allowed to be used this way in an expression; function: list_append',
      ],
    ),
    [
      'SET a = size(b)',
      'The function is not allowed to be used this way in an expression; function: size',
    ],
    ['SET a = :n SET b = :n', 'The "SET" section can only be used once in an update expression;'],
    [
      'SET #a = :n',
      'An expression attribute name used in the document path is not defined; attribute name: #a',
    ],
    [
      'SET a = :q',
      'An expression attribute value used in expression is not defined; attribute value: :q',
    ],
    [
      'SET a = :n REMOVE a.b',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    ],
    [
      'SET a.b = :n, a[0] = :n',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]',
    ],
    [
      'ADD a :s',
      'Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ],
    [
      'DELETE a :n',
      'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND',
    ],
    [
      'SET a = list_append(a, :m)',
      'Incorrect operand type for operator or function; operator or function: list_append, operand type: M',
    ],
    [
      'SET a = a + :s',
      'Incorrect operand type for operator or function; operator or function: +, operand type: S',
    ],
    [
      'SET a = if_not_exists(:n, :n)',
      'Operator or function requires a document path; operator or function: if_not_exists',
    ],
    [
      'SET a = if_not_exists(a)',
      'Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1',
    ],
  ])('%s', (text, expected) => {
    expect(problem(() => parse(text))).toBe(expected)
  })

  it('enforces the limits', () => {
    const sets = Array.from({ length: 301 }, (_, i) => `a${i}=:n`).join(',')
    expect(problem(() => parse(`SET ${sets}`))).toBe(
      'The expression contains too many operators; operator count: 301',
    )
    expect(problem(() => parse(`SET a = ${'('.repeat(4000)}`))).not.toBe('none')
    expect(problem(() => parse(`SET a = ${'list_append('.repeat(340)}`))).not.toBe('none')
  })
})

describe('SET', () => {
  it('reads everything before it writes', () => {
    expect(update('SET a = b, b = a', { a: N(1), b: N(2) })).toEqual({ a: N(2), b: N(1) })
    expect(update('SET a = :n ADD b :n REMOVE c', { c: N(1) })).toEqual({ a: N(5), b: N(5) })
  })

  it('adds and subtracts', () => {
    expect(update('SET a = a + :n, b = b - (a + :n)', { a: N(1), b: N(10) })).toEqual({
      a: N(6),
      b: N(4),
    })
    expect(update('SET a = if_not_exists(a, :n) + :n', {})).toEqual({ a: N(10) })
    expect(update('SET a = list_append(if_not_exists(a, :l), :l)', {})).toEqual({ a: L(9, 9) })
    expect(update('SET #p = :n', {})).toEqual(JSON.parse('{"__proto__":{"N":"5"}}'))
  })

  it('changes documents', () => {
    const content = { m: { M: item({ l: { L: [N(0), { M: item({ x: N(1) }) }] } }) } }
    expect(update('SET m.l[1].y = :n, m.z = :s, m.l[1].x = m.l[0]', content)).toEqual({
      m: { M: { l: { L: [N(0), { M: { x: N(0), y: N(5) } }] }, z: { S: 'text' } } },
    })
    expect(plain(content)).toEqual({ m: { M: { l: { L: [N(0), { M: { x: N(1) } }] } } } })
  })

  it('appends elements after the end in the order of their indexes', () => {
    expect(update('SET l[9] = :s, l[5] = :n, l[0] = :t', { l: L(0, 1) })).toEqual({
      l: { L: [{ BOOL: true }, N(1), N(5), { S: 'text' }] },
    })
    expect(update('SET l[2147483647] = :n', { l: L() })).toEqual({ l: L(5) })
  })

  it('refuses missing attributes', () => {
    const run = (text: string, content: Record<string, AttributeValue> = {}): string =>
      problem(() => update(text, content))
    expect(run('SET a = b')).toBe(
      'The provided expression refers to an attribute that does not exist in the item',
    )
    expect(run('SET a.b = :n')).toBe(
      'The document path provided in the update expression is invalid for update',
    )
    expect(run('SET a[0] = :n', { a: { M: item({}) } })).toBe(
      'The document path provided in the update expression is invalid for update',
    )
    expect(run('REMOVE a.b')).toBe(
      'The document path provided in the update expression is invalid for update',
    )
    expect(run('SET a = b + :n', { b: { S: '' } })).toBe(
      'An operand in the update expression has an incorrect data type',
    )
    expect(run('SET a = list_append(b, :l)', { b: N(1) })).toBe(
      'An operand in the update expression has an incorrect data type',
    )
    expect(run('SET a = b + b', { b: { N: '9e125' } })).toContain('Number overflow')
  })
})

describe('REMOVE', () => {
  it('uses the indexes of the original list', () => {
    expect(
      update('REMOVE l[0], l[2], l[7] SET l[1] = :n, l[8] = :s', { l: L(0, 1, 2, 3) }),
    ).toEqual({
      l: { L: [N(5), N(3), { S: 'text' }] },
    })
    expect(update('REMOVE a, m.x, m.y', { m: { M: item({ x: N(1) }) } })).toEqual({ m: { M: {} } })
  })
})

describe('ADD and DELETE', () => {
  it('work on numbers and sets', () => {
    expect(update('ADD a :n, s :ss', { a: N(1), s: { SS: ['b', 'c'] } })).toEqual({
      a: N(6),
      s: { SS: ['b', 'c', 'a'] },
    })
    expect(
      update('DELETE s :ss, t :ss, u :ss', { s: { SS: ['b', 'c'] }, t: { SS: ['a'] } }),
    ).toEqual({
      s: { SS: ['c'] },
    })
    const bytes = (...values: number[]): Binary => Binary.from(values) as Binary
    const values = { ':bs': { BS: [bytes(1), bytes(2)] } }
    expect(update('ADD b :bs', { b: { BS: [bytes(2)] } }, values)).toEqual({
      b: { BS: ['Ag==', 'AQ=='] },
    })
    expect(update('DELETE m.s :ss', { m: { M: item({ s: { SS: ['a', 'b'] } }) } })).toEqual({
      m: { M: {} },
    })
  })

  it('require the same type', () => {
    const message = 'An operand in the update expression has an incorrect data type'
    expect(problem(() => update('ADD a :n', { a: { S: '' } }))).toBe(message)
    expect(problem(() => update('ADD a :ss', { a: { NS: ['1'] } }))).toBe(message)
    expect(problem(() => update('DELETE a :ns', { a: { SS: ['1'] } }))).toBe(message)
  })
})

describe('updates', () => {
  it('share unchanged parts and list changed paths', () => {
    const before = item({ a: N(1), m: { M: item({ x: N(1), y: L(1) }) } })
    const { item: after, paths } = applyUpdate(parse('SET m.x = :n, b = :s REMOVE a'), before)
    expect((after['m'] as { M: Item }).M['y']).toBe((before['m'] as { M: Item }).M['y'])
    expect(plain(projectItem(projectionOf(paths), after))).toEqual({
      m: { M: { x: N(5) } },
      b: { S: 'text' },
    })
    expect(plain(projectItem(projectionOf(paths), before))).toEqual({
      m: { M: { x: N(1) } },
      a: N(1),
    })
  })

  it('have types without the item', () => {
    const types = parse('SET a = :s, b = if_not_exists(b, :n), c = d, e.f = :n REMOVE g ADD h :ns')
    expect(types.actions.map(updatedType)).toEqual([
      'S',
      'N',
      undefined,
      undefined,
      undefined,
      'NS',
    ])
  })
})
