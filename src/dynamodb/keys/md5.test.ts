import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { md5Head, md5HeadOfAscii } from './md5.ts'

const head = (bytes: Uint8Array): number =>
  createHash('md5').update(bytes).digest().readUInt32BE(0) >>> 1

it('returns the first bits of the digest for any length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4000 }), (bytes) => {
      expect(md5Head(bytes)).toBe(head(bytes))
    }),
  )
  for (let length = 0; length < 200; length++) {
    const text = 'x'.repeat(length)
    expect(md5HeadOfAscii(text)).toBe(head(Buffer.from(text)))
  }
  expect(md5HeadOfAscii('é')).toBeUndefined()
})
