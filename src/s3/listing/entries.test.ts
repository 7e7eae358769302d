import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SortedMap } from '../../core/collections/sorted-map.ts'
import { compareUtf8 } from '../../core/collections/utf8-order.ts'
import { FROM_BEGINNING, PageBuilder, walkEntries, type Page } from './entries.ts'

interface Request {
  readonly prefix: string
  readonly delimiter: string
}

const mapOf = (keys: readonly string[]): SortedMap<string> => {
  const map = new SortedMap<string>(compareUtf8)
  for (const key of keys) map.set(key, key)
  return map
}

/** Keys and prefixes in order, from a sorted list of all keys. */
function modelOf(keys: readonly string[], { prefix, delimiter }: Request): string[] {
  const found = new Set<string>()
  for (const key of [...new Set(keys)].sort((a, b) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  )) {
    if (!key.startsWith(prefix)) continue
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
    found.add(at < 0 ? `key ${key}` : `prefix ${key.slice(0, at + delimiter.length)}`)
  }
  return [...found]
}

function pageOf(
  map: SortedMap<string>,
  request: Request,
  limit: number,
  after?: string,
): Page<string> {
  const builder = new PageBuilder<string>(limit)
  const start =
    after === undefined ? FROM_BEGINNING : { key: after, isAfter: true, skipsPrefixes: true }
  walkEntries(map, { ...request, start }, (entry) =>
    entry.prefix === undefined
      ? builder.add(entry.key, entry.value)
      : builder.add(entry.prefix, undefined),
  )
  return builder.page()
}

const part = fc.constantFrom('a', 'b', '/', '//', '\uffff', '\u{1f600}', '__proto__')
const key = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))

it('lists as a sorted list of all keys, in pages of any size', () => {
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 40 }),
      fc.record({
        prefix: fc.oneof(fc.constant(''), key),
        delimiter: fc.constantFrom('', '/', 'b', 'a/'),
      }),
      fc.integer({ min: 1, max: 9 }),
      (keys, request, limit) => {
        const map = mapOf(keys)
        const seen: string[] = []
        let after: string | undefined
        do {
          const page = pageOf(map, request, limit, after)
          const size = page.items.length + page.prefixes.length
          expect(size).toBeLessThanOrEqual(limit)
          const entries = [
            ...page.items.map((item) => `key ${item}`),
            ...page.prefixes.map((prefix) => `prefix ${prefix}`),
          ]
          seen.push(...entries)
          after = page.next?.key
          if (page.next) expect(size).toBe(limit)
        } while (after !== undefined)
        expect([...seen].sort()).toEqual(modelOf(keys, request).sort())
      },
    ),
  )
})

it('skips the keys behind a common prefix, however many they are', () => {
  const map = mapOf(Array.from({ length: 50_000 }, (_, index) => `a/${index}`).concat('b'))
  let asked = 0
  const request = {
    prefix: '',
    delimiter: '/',
    start: FROM_BEGINNING,
    isVisible: () => ++asked > 0,
  }
  const found: string[] = []
  walkEntries(map, request, (entry) => found.push(entry.prefix ?? entry.key) > 0)
  expect(found).toEqual(['a/', 'b'])
  expect(asked).toBe(2)
})
