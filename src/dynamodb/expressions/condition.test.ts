import { describe, expect, it } from 'vitest'
import { Binary, newItem, type AttributeValue, type Item } from '../values/values.ts'
import { conditionPaths, parseCondition } from './condition.ts'
import { evaluateCondition } from './evaluate.ts'
import { createScope, type ExpressionNames, type ExpressionValues } from './grammar/scope.ts'

const item = (content: Record<string, AttributeValue>): Item =>
  Object.assign(newItem(), content) as Item

const S = (value: string): AttributeValue => ({ S: value })
const N = (value: number | string): AttributeValue => ({ N: String(value) })

const VALUES: ExpressionValues = {
  ':s': S('abc'),
  ':a': S('a'),
  ':n': N(5),
  ':m': N(1),
  ':t': { BOOL: true },
  ':l': { L: [N(1)] },
  ':type': S('S'),
}

const parse = (text: string, names?: ExpressionNames, values: ExpressionValues = VALUES) =>
  parseCondition('ConditionExpression', text, createScope(names, values))

const problem = (text: string, names?: ExpressionNames, values?: ExpressionValues): string => {
  try {
    parse(text, names, values)
  } catch (error) {
    return (error as Error).message.replace('Invalid ConditionExpression: ', '')
  }
  return 'none'
}

const holds = (text: string, content: Record<string, AttributeValue>, values = VALUES): boolean =>
  evaluateCondition(parse(text, { '#x': 'x y', '#p': '__proto__' }, values), item(content))

describe('syntax errors', () => {
  it.each([
    ['', 'The expression can not be empty;'],
    ['a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['a = ', 'Syntax error; token: "<EOF>", near: "="'],
    ['_type = :s', 'Syntax error; token: "_", near: "_type"'],
    ['__typename <> :s', 'Syntax error; token: "_", near: "__"'],
    ['GI-1 = :n', 'Syntax error; token: "-", near: "GI-1"'],
    ['tenantAgent:abc123-x = :s', 'Syntax error; token: ":abc123", near: "tenantAgent:abc123-"'],
    [
      '#articleId attribute_not_exists :ckpst',
      'Syntax error; token: "attribute_not_exists", near: "#articleId attribute_not_exists :ckpst"',
    ],
    ['attribute_not_exists(', 'Syntax error; token: "<EOF>", near: "("'],
    ['a = b = c', 'Syntax error; token: "=", near: "b = c"'],
    ['(a = b) = c', 'Syntax error; token: "=", near: ") = c"'],
    ['a = (b = c)', 'Syntax error; token: "=", near: "b = c"'],
    ['a AND b = c', 'Syntax error; token: "AND", near: "a AND b"'],
    ['a = :n)', 'Syntax error; token: ")", near: ":n)"'],
    ['a[01] = :n', 'Syntax error; token: "1", near: "01]"'],
    ['a.and = :n', 'Syntax error; token: "and", near: ".and ="'],
    ['a IN ()', 'Syntax error; token: ")", near: "()"'],
    ['a == :n', 'Syntax error; token: "=", near: "== :n"'],
    ['é = :n', 'Syntax error; token: "é", near: "é ="'],
    ['😀 = :n', 'Syntax error; token: "😀", near: "😀 ="'],
    ['# = :n', 'Syntax error; token: "#", near: "# ="'],
    ['  ', 'Syntax error; token: "<EOF>", near: ""'],
  ])('%s', (text, expected) => {
    expect(problem(text)).toBe(expected)
  })
})

describe('semantic errors', () => {
  it.each([
    ['name = :n', 'Attribute name is a reserved keyword; reserved keyword: name'],
    ['a.Size = :n', 'Attribute name is a reserved keyword; reserved keyword: Size'],
    [
      '#q = :n',
      'An expression attribute name used in the document path is not defined; attribute name: #q',
    ],
    [
      'a = :q',
      'An expression attribute value used in expression is not defined; attribute value: :q',
    ],
    ['((a = :n))', 'The expression has redundant parentheses;'],
    ['((a)) = :n', 'The expression has redundant parentheses;'],
    ['a = ((:n))', 'The expression has redundant parentheses;'],
    ['( (a = :n AND b = :n) )', 'The expression has redundant parentheses;'],
    ['foo(a)', 'Invalid function name; function: foo'],
    [
      'if_not_exists(a, :s) = :s',
      'The function is not allowed to be used this way in an expression; function: if_not_exists',
    ],
    ['Contains(a, :s)', 'Invalid function name; function: Contains'],
    ['size(a)', 'The function is not allowed to be used this way in an expression; function: size'],
    [
      'contains(a, :s) = :t',
      'The function is not allowed to be used this way in an expression; function: contains',
    ],
    [
      'begins_with(a)',
      'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    ],
    [
      'attribute_exists(:s)',
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      'begins_with(a, :n)',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'attribute_type(a, b)',
      'Incorrect operand type for operator or function; operator or function: attribute_type, operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}',
    ],
    [
      'attribute_type(a, :s)',
      'Invalid attribute type name found; type: abc, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    ],
    [
      'size(:n) > :n',
      'Incorrect operand type for operator or function; operator or function: size, operand type: N',
    ],
    [
      'a < :t',
      'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
    ],
    [
      'a = a',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]',
    ],
    [
      'contains(a.b[0], a.b[0])',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [a, b, [0]]',
    ],
    [
      'a BETWEEN :n AND :m',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:1}',
    ],
    [
      'a BETWEEN :n AND :s',
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {S:abc}',
    ],
    ['a[99999999999] = :n', 'List index is not within the allowable range; index: [99999999999]'],
  ])('%s', (text, expected) => {
    expect(problem(text)).toBe(expected)
  })

  it('reports syntax, parentheses, functions, reserved words, then the first bad condition', () => {
    expect(problem('name = :q AND ((foo(a))) AND')).toContain('Syntax error')
    expect(problem('name = :q AND ((foo(a)))')).toContain('redundant')
    expect(problem('name = :q AND foo(a)')).toContain('Invalid function name')
    expect(problem('a = :q AND name = :n')).toContain('reserved')
    expect(problem('begins_with(a, :n) AND b = :q')).toContain('begins_with')
    expect(problem('begins_with(a, :q) AND b = :n')).toContain(':q')
  })

  it('enforces the limits', () => {
    const list = Array.from({ length: 101 }, () => ':n').join(',')
    expect(problem(`a IN (${list})`)).toBe(
      'The IN operator is provided with too many operands; number of operands: 101',
    )
    expect(problem(`a IN (${list.slice(3)})`)).toBe('none')
    const many = Array.from({ length: 151 }, () => 'a<:n').join(' and ')
    expect(problem(many)).toBe('The expression contains too many operators; operator count: 301')
    expect(problem(many.slice(0, many.lastIndexOf(' and ')))).toBe('none')
    expect(problem(`a = :n${' '.repeat(4091)}`)).toBe(
      'Expression size has exceeded the maximum allowed size; expression size: 4097',
    )
  })

  it('refuses deep nesting without exhausting the stack', () => {
    for (const open of ['(', 'size(', 'NOT ', 'NOT(', 'a=(', 'f((']) {
      const text = open.repeat(Math.floor(4096 / open.length))
      expect(problem(text)).not.toBe('none')
    }
    const deep = 'a<:n and ('.repeat(140) + 'a<:n' + ')'.repeat(140)
    expect(problem(deep)).toBe('none')
  })
})

describe('evaluation', () => {
  it('evaluates comparators', () => {
    expect(holds('a = :n', { a: N(5) })).toBe(true)
    expect(holds('a < :s', { a: S('abb') })).toBe(true)
    expect(holds('a < :s', { a: N(1) })).toBe(false)
    expect(holds('a >= :m AND a <= :n', { a: N(3) })).toBe(true)
    expect(holds('a BETWEEN :m AND :n', { a: N(6) })).toBe(false)
    expect(holds('a IN (:s, :n)', { a: N(5) })).toBe(true)
    expect(holds('a < b', { a: { BOOL: false }, b: { BOOL: true } })).toBe(false)
  })

  it('evaluates only <> to true for missing operands', () => {
    expect(holds('a <> :n', {})).toBe(true)
    expect(holds('a <> b', {})).toBe(true)
    expect(holds('a = b', {})).toBe(false)
    expect(holds('a < :n', {})).toBe(false)
    expect(holds('NOT a < :n', {})).toBe(true)
    expect(evaluateCondition(parse('attribute_not_exists(a)'), undefined)).toBe(true)
  })

  it('applies NOT before AND before OR', () => {
    const content = { a: N(5), b: N(1) }
    expect(holds('a = :n OR a = :m AND b = :n', content)).toBe(true)
    expect(holds('(a = :n OR a = :m) AND b = :n', content)).toBe(false)
    expect(holds('NOT a = :n OR b = :m', content)).toBe(true)
    expect(holds('not(a = :n OR b = :m)', content)).toBe(false)
    expect(holds('NOT NOT a = :n', content)).toBe(true)
  })

  it('evaluates paths', () => {
    const content = { a: { M: item({ b: { L: [N(1), { M: item({ c: N(5) }) }] } }) } }
    expect(holds('a.b[1].c = :n', content)).toBe(true)
    expect(holds('(a.b)[1].c = :n', content)).toBe(true)
    expect(holds('a.b[2].c = :n', content)).toBe(false)
    expect(holds('attribute_exists(a.b[0])', content)).toBe(true)
    expect(holds('attribute_exists(a[0])', content)).toBe(false)
    expect(holds('attribute_exists(#x)', { 'x y': N(1) })).toBe(true)
    expect(holds('attribute_exists(#p) OR attribute_exists(a.toString)', {})).toBe(false)
  })

  it('evaluates functions', () => {
    const binary = Binary.from([1, 2, 3]) as Binary
    const content = {
      s: S('abcd'),
      ns: { NS: ['1', '5'] },
      l: { L: [{ L: [N(1)] }, N(2)] },
      m: { M: item({ a: N(1) }) },
      b: { B: binary },
    }
    const values = { ...VALUES, ':b': { B: Binary.from([1, 2]) as Binary }, ':two': N(2) }
    expect(holds('begins_with(s, :s)', content)).toBe(true)
    expect(holds('begins_with(b, :b) AND contains(b, :b)', content, values)).toBe(true)
    expect(holds('contains(s, :s) AND contains(ns, :n) AND contains(l, :l)', content)).toBe(true)
    expect(holds('contains(l, :n)', content)).toBe(false)
    expect(holds('size(l) = :two AND size(ns) = :two', content, values)).toBe(true)
    expect(holds('size(m) = :m AND size(s) < :n AND size(b) < :n', content)).toBe(true)
    expect(holds('size(x1) < :n', { x1: N(1) })).toBe(false)
    expect(holds('attribute_type(s, :type)', content)).toBe(true)
    expect(holds('(size(s)) > :m', content)).toBe(true)
  })

  it('lists the attributes of a condition', () => {
    expect(conditionPaths(parse('a.b = :n AND size(c) > d AND NOT attribute_exists(a)'))).toEqual([
      'a',
      'c',
      'd',
    ])
  })
})

describe('placeholders', () => {
  it('must be well formed and used', () => {
    const message = (names?: ExpressionNames, values?: ExpressionValues): string => {
      try {
        const scope = createScope(names, values)
        parseCondition('FilterExpression', 'a = b', scope)
        scope.checkAllUsed()
      } catch (error) {
        return (error as Error).message
      }
      return 'none'
    }
    expect(message()).toBe('none')
    expect(message({})).toBe('ExpressionAttributeNames must not be empty')
    expect(message(undefined, {})).toBe('ExpressionAttributeValues must not be empty')
    expect(message({ a: 'b' })).toBe(
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
    )
    expect(message({ '#a': '' })).toBe(
      'ExpressionAttributeNames contains invalid value: Empty attribute name for key #a',
    )
    expect(message(undefined, { ':a-b': S('') })).toBe(
      'ExpressionAttributeValues contains invalid key: Syntax error; key: ":a-b"',
    )
    expect(message({ '#a': 'b', '#c': 'd' }, { ':x': S('') })).toBe(
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #c}',
    )
    expect(message(undefined, { ':x': S('') })).toBe(
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}',
    )
  })
})
