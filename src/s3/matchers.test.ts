import { describe, expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'
import { expectMatchers } from '../testing/index.ts'

expect.extend(expectMatchers as unknown as Parameters<typeof expect.extend>[0])
interface BucketMatchers {
  toHaveObject(key: string, expected?: unknown): void
  toHaveObjectCount(count: number): void
}
const matchers = (subject: unknown): BucketMatchers & { readonly not: BucketMatchers } =>
  expect(subject) as unknown as BucketMatchers & { readonly not: BucketMatchers }

describe('matchers of buckets', () => {
  it('pass by content and by members', () => {
    const uploads = createRegion().createBucket('uploads')
    uploads.put('a.json', { id: 'o1', n: 1 }, { metadata: { by: 'ann' } })
    uploads.put('b.bin', Uint8Array.of(1, 2))
    matchers(uploads).toHaveObject('a.json')
    matchers(uploads).toHaveObject('a.json', { id: 'o1' })
    matchers(uploads).toHaveObject('a.json', { json: { n: expect.any(Number) as number } })
    matchers(uploads).toHaveObject('a.json', { contentType: 'application/json', metadata: {} })
    matchers(uploads).toHaveObject('b.bin', Uint8Array.of(1, 2))
    matchers(uploads).toHaveObject('b.bin', { bytes: Buffer.from([1, 2]) })
    matchers(uploads).not.toHaveObject('b.bin', '\u0001')
    matchers(uploads).not.toHaveObject('c')
    matchers(uploads).toHaveObjectCount(2)
    matchers(uploads).not.toHaveObjectCount(1)
  })

  it('fail with what came near', () => {
    const uploads = createRegion().createBucket('uploads')
    expect(() => matchers(uploads).toHaveObject('a')).toThrow(
      "Expected uploads to have the object 'a'.\n\nIt is empty.",
    )
    uploads.put('in/a.jpg', 'x', { contentType: 'image/png' })
    uploads.put('in/b.jpg', 'y')
    uploads.delete('in/b.jpg')
    expect(() => matchers(uploads).toHaveObject('in/a.jpeg')).toThrow(
      "Did you mean 'in/a.jpg'?\nIt has 1 object:\n- 'in/a.jpg'",
    )
    expect(() => matchers(uploads).toHaveObject('in/b.jpg')).toThrow(
      'Its last change was ObjectRemoved:Delete.',
    )
    expect(() => matchers(uploads).toHaveObject('in/a.jpg', { contentType: 'image/jpeg' })).toThrow(
      "+   contentType: 'image/png',",
    )
    expect(() => matchers(uploads).toHaveObjectCount(2)).toThrow(
      "Expected uploads to have 2 objects.\n\nIt has 1 object:\n- 'in/a.jpg'",
    )
    expect(() => matchers({}).toHaveObjectCount(2)).toThrow('toHaveObjectCount received an object')
  })
})
