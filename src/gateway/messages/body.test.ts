import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64, matchesBinaryTypes } from './body.ts'

describe('base64', () => {
  it('is read with and without padding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64')
        expect(new Uint8Array(fromBase64(text)!)).toEqual(bytes)
        expect(new Uint8Array(fromBase64(text.replace(/=+$/, ''))!)).toEqual(bytes)
      }),
      { seed: 1 },
    )
  })

  it.each(['a', 'è', 'a=', 'ab=', 'abc==', 'ab=c', '====', 'ab d', 'ab-_'])('is not %j', (text) => {
    expect(fromBase64(text)).toBeUndefined()
  })

  it('is read from megabytes of text', () => {
    expect(fromBase64('AAAA'.repeat(2_000_000))!.byteLength).toBe(6_000_000)
    expect(fromBase64(`${'AAAA'.repeat(2_000_000)}!`)).toBeUndefined()
  })
})

describe('binary types', () => {
  it.each([
    [['image/png'], 'image/PNG; q=1', true],
    [['image/*'], 'image/', true],
    [['*/png'], 'image/png', false],
    [['*/*'], 'anything', true],
    [['*/*'], '', true],
    [['image/png'], '*/*', false],
  ])('%j and %j: %s', (types, type, expected) => {
    expect(matchesBinaryTypes(types, type)).toBe(expected)
  })
})
