import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPageToken, readPageToken, type TokenScope } from './page-token.ts'
import { paginate } from './paging.ts'

const options = { seed: 'test', region: 'us-east-1', accountId: '123456789012' }
const scope: TokenScope = { options, service: 'sns', operation: 'ListTopics' }
const refuse = (flaw: string): Error => new Error(flaw)

const page = (items: readonly string[], limit: number, token?: string) =>
  paginate(items, { token, limit, scope, keyOf: (name) => name, refuse })

/** Reads all pages, and changes the list before each one but the first. */
function all(
  list: string[],
  limit: number,
  change: (list: string[], step: number) => void = () => undefined,
): string[] {
  const seen: string[] = []
  let token: string | undefined
  for (let step = 0; ; step++) {
    if (step > 0) change(list, step)
    const { items, nextToken } = page([...list].sort(), limit, token)
    seen.push(...items)
    if (nextToken === undefined) return seen
    token = nextToken
  }
}

describe('pages', () => {
  it('have a token, except the last', () => {
    const first = page(['a', 'b', 'c'], 2)
    expect(first).toEqual({ items: ['a', 'b'], nextToken: expect.any(String) as string })
    expect(page(['a', 'b', 'c'], 2, first.nextToken)).toEqual({
      items: ['c'],
      nextToken: undefined,
    })
    expect(page(['a', 'b'], 2).nextToken).toBeUndefined()
    expect(page([], 2)).toEqual({ items: [], nextToken: undefined })
  })

  it('continue by key if the list changes in between', () => {
    const { nextToken } = page(['a', 'b', 'c', 'd'], 2)
    expect(page(['a', 'aa', 'c', 'd'], 2, nextToken).items).toEqual(['c', 'd'])
    expect(page(['d'], 2, nextToken).items).toEqual(['d'])
    expect(page(['a'], 2, nextToken)).toEqual({ items: [], nextToken: undefined })
  })

  it('follow any order of keys', () => {
    const items = [{ at: 9 }, { at: 5 }, { at: 1 }]
    const request = {
      limit: 1,
      scope,
      keyOf: (item: { at: number }) => item.at,
      compare: (a: number, b: number) => b - a,
      refuse,
    }
    const { nextToken } = paginate(items, { ...request, token: undefined })
    expect(paginate(items.slice(1), { ...request, token: nextToken }).items).toEqual([{ at: 5 }])
  })

  it('contain each remaining entry exactly once', () => {
    const name = fc.string({ minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.uniqueArray(name, { maxLength: 10 }),
        fc.nat(),
        (names, limit, added, salt) => {
          const deleted = new Set<string>()
          const seen = all([...names], limit, (list, step) => {
            const gone = list.splice((salt * step) % Math.max(1, list.length), 1)
            for (const each of gone) deleted.add(each)
            const more = added[step - 1]
            if (more !== undefined && !list.includes(more)) list.push(more)
          })
          expect(new Set(seen).size).toBe(seen.length)
          for (const each of names) if (!deleted.has(each)) expect(seen).toContain(each)
        },
      ),
    )
  })
})

describe('a token', () => {
  const token = createPageToken(scope, 'orders')

  it('is the same in every run, and decodes to its position', () => {
    expect(token).toBe(createPageToken({ ...scope }, 'orders'))
    expect(token).toMatchInlineSnapshot(
      `"NDVmOWE5ZjU2M2NkY2JiOFsiZWY0YWUyNmUyYWRjZmI5ZCIsIm9yZGVycyJd"`,
    )
    expect(readPageToken(scope, token)).toEqual({ position: 'orders' })
    const position = { range: 2, key: { id: { S: 'ä€😀' }, n: [1, null, true] } }
    expect(readPageToken(scope, createPageToken(scope, position))).toEqual({ position })
  })

  it.each<[string, TokenScope]>([
    ['another operation', { ...scope, operation: 'ListSubscriptions' }],
    ['another service', { ...scope, service: 'sqs' }],
    ['another request', { ...scope, request: { prefix: 'x' } }],
  ])('of %s is foreign', (_title, other) => {
    expect(readPageToken(scope, createPageToken(other, 'orders'))).toEqual({ flaw: 'foreign' })
  })

  it.each<[string, Partial<TokenScope['options']>]>([
    ['region', { region: 'eu-west-1' }],
    ['account', { accountId: '210987654321' }],
    ['seed', { seed: 'other' }],
  ])('of another %s is malformed', (_title, other) => {
    const elsewhere = createPageToken({ ...scope, options: { ...options, ...other } }, 'orders')
    expect(readPageToken(scope, elsewhere)).toEqual({ flaw: 'malformed' })
  })

  it('is malformed if it was invented, truncated or changed', () => {
    const malformed = { flaw: 'malformed' }
    for (const text of ['', '0', 'x', 'made up', '====', Buffer.from('{}').toString('base64')]) {
      expect(readPageToken(scope, text)).toEqual(malformed)
    }
    for (let length = 0; length < token.length; length++) {
      expect(readPageToken(scope, token.slice(0, length))).toEqual(malformed)
    }
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.string({ maxLength: 2 }), (at, text) => {
        const changed = token.slice(0, at) + text + token.slice(at + 1)
        if (changed !== token) expect(readPageToken(scope, changed)).toEqual(malformed)
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => 'flaw' in readPageToken(scope, text)))
  })

  it('throws the service’s error if it is refused', () => {
    expect(() => page(['a'], 1, 'made up')).toThrow('malformed')
    const foreign = createPageToken({ ...scope, operation: 'ListSubscriptions' }, 'a')
    expect(() => page(['a'], 1, foreign)).toThrow('foreign')
  })
})
