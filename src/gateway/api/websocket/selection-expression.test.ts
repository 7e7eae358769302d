import { describe, expect, it } from 'vitest'
import { createTestWorld } from '../../world.fixture.ts'
import { evaluateSelection, parseSelectionExpression } from './selection-expression.ts'

const select = (expression: string, message: unknown): string | undefined =>
  evaluateSelection(
    parseSelectionExpression(createTestWorld(), expression, 'createGateway'),
    typeof message === 'string' ? message : JSON.stringify(message),
  )

describe('a route selection expression', () => {
  it.each([
    ['$request.body.action', { action: 'send' }, 'send'],
    ['$request.body.a.b', { a: { b: 'deep' } }, 'deep'],
    ['${request.body.action}', { action: 'send' }, 'send'],
    ['${request.body.service}/${request.body.action}', { service: 's', action: 'a' }, 's/a'],
    ['$request.body.list[1]', { list: ['x', 'y'] }, 'y'],
    ["$request.body['two words']", { 'two words': 'yes' }, 'yes'],
    ['$request.body["a.b"].c', { 'a.b': { c: 1 } }, '1'],
    ['\\$default', { action: 'send' }, '$default'],
    ['static', { action: 'send' }, 'static'],
  ])('%s of %j is %j', (expression, message, key) => {
    expect(select(expression, message)).toBe(key)
  })

  it.each([
    [{ action: 7 }, '7'],
    [{ action: true }, 'true'],
    [{ action: null }, ''],
    [{}, ''],
    [{ action: ['a', 'b'] }, '[a, b]'],
    [{ action: { a: 1 } }, '{a=1}'],
    [[], ''],
  ])('prints the value in %j as %j', (message, key) => {
    expect(select('$request.body.action', message)).toBe(key)
  })

  it.each(['', 'hello', '"text"', '7', 'null', '{"action":', '{'])(
    'has no value for %j, which is no JSON object',
    (message) => {
      expect(select('$request.body.action', message)).toBeUndefined()
    },
  )

  it('reads own members only, at any depth', () => {
    expect(select('$request.body.constructor', {})).toBe('')
    expect(select('$request.body.__proto__', '{"__proto__":"own"}')).toBe('own')
    const deep = `${'['.repeat(9999)}${']'.repeat(9999)}`
    expect(select('$request.body.a', `{"a":${deep}}`)).toHaveLength(42)
  })

  it.each([
    ['', /received the routeSelectionExpression ./],
    ['$request.header.action', /the variable 'request\.header\.action'/],
    ['$request.body', /the variable 'request\.body'/],
    ['${request.bodyaction}', /the variable 'request\.bodyaction'/],
  ])('names the slip in %j', (expression, message) => {
    expect(() => select(expression, {})).toThrow(message)
  })

  it.each(['${request.body..action}', '$request.body.list[*]', '$request.body.list[?(@.a)]'])(
    'throws UnsupportedError for the JSONPath in %s',
    (expression) => {
      expect(() => select(expression, {})).toThrow(/routeSelectionExpression with the JSONPath/)
    },
  )
})
