import { expect, it } from 'vitest'
import { MisuseError } from '../errors.ts'
import { findBackend, withBackend, type Backends } from './backends.ts'

const one = (): Response => new Response('one')
const two = (): Response => new Response('two')

const backends = (...urls: readonly [string, () => Response][]): Backends =>
  urls.reduce<Backends>((all, [url, backend]) => withBackend(all, url, backend), new Map())

it('finds the longest base URL', () => {
  const all = backends(['https://api.example', one], ['https://api.example/v2/', two])
  expect(findBackend(all, 'https://api.example/v1/orders?x=1')).toBe(one)
  expect(findBackend(all, 'https://API.example:443/v2/orders')).toBe(two)
  expect(findBackend(all, 'https://api.example/v2')).toBe(two)
  expect(findBackend(all, 'https://api.example/v20')).toBe(one)
  expect(findBackend(all, 'https://api.example')).toBe(one)
})

it('finds nothing for another origin, or text that is not a URL', () => {
  const all = backends(['https://api.example/v2', one])
  expect(findBackend(all, 'http://api.example/v2')).toBeUndefined()
  expect(findBackend(all, 'https://api.example/v1')).toBeUndefined()
  expect(findBackend(all, 'backend')).toBeUndefined()
  expect(findBackend(undefined, 'https://api.example')).toBeUndefined()
})

it('refuses other URLs and answers', () => {
  expect(() => withBackend(undefined, 'ftp://api.example', one)).toThrow(MisuseError)
  expect(() => withBackend(undefined, 'api.example', one)).toThrow("the URL 'api.example'")
  expect(() => withBackend(undefined, 'https://a.example/?q=1', one)).toThrow(MisuseError)
  expect(() => withBackend(undefined, 'https://a.example', undefined as never)).toThrow(MisuseError)
})
