import { describe, expect, it } from 'vitest'
import type { OperationSchema } from '../operation-schema.ts'
import { labelsOf, routeRest } from './routing.ts'

const operation = (name: string, method: string, uri: string): OperationSchema => [
  9,
  'com.example',
  name,
  { http: [method, uri, 200] },
  'unit',
  'unit',
]

const operations = [
  operation('GetObject', 'GET', '/{Key+}'),
  operation('ListParts', 'GET', '/{Key+}?uploadId'),
  operation('ListV2', 'GET', '/?list-type=2'),
  operation('List', 'GET', '/'),
  operation('GetFunction', 'GET', '/functions/{Name}'),
  operation('Me', 'GET', '/functions/me'),
  operation('Post', 'POST', '/@connections/{Id}'),
]

const route = (path: string, query: Record<string, string> = {}, method = 'GET') => {
  const found = routeRest(operations, { method, path, query })
  return found && [found.operation[2], { ...found.labels }]
}

describe('routing by path', () => {
  it.each<[string, Record<string, string>, unknown]>([
    ['/a/b%2Fc', {}, ['GetObject', { Key: 'a/b/c' }]],
    ['/a/b', { uploadId: '' }, ['ListParts', { Key: 'a/b' }]],
    ['/', { 'list-type': '2' }, ['ListV2', {}]],
    ['/', { 'list-type': '3' }, ['List', {}]],
    ['/functions/f%20x', {}, ['GetFunction', { Name: 'f x' }]],
    ['/functions/me', {}, ['Me', {}]],
    ['/functions/%zz', {}, ['GetFunction', { Name: '%zz' }]],
    ['/functions/__proto__', {}, ['GetFunction', { Name: '__proto__' }]],
  ])('%s %o', (path, query, expected) => {
    expect(route(path, query)).toEqual(expected)
  })

  it('distinguishes methods, and reads labels behind a base path', () => {
    expect(route('/functions/f', {}, 'DELETE')).toBeUndefined()
    expect({ ...labelsOf(operations[6]!, '/prod/@connections/c%3D') }).toEqual({ Id: 'c=' })
    expect({ ...labelsOf(operations[6]!, '/nothing') }).toEqual({})
  })

  it('ignores inherited members of the query object', () => {
    const hostile = [operation('A', 'GET', '/?constructor')]
    expect(routeRest(hostile, { method: 'GET', path: '/', query: {} })).toBeUndefined()
  })
})
