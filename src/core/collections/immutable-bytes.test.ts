import fc from 'fast-check'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { BytesBuilder, ImmutableBytes, isImmutableBytes } from './immutable-bytes.ts'

const collect = async (bytes: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return Buffer.concat(pieces)
}

it('joins and slices as a buffer does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 9 })),
      fc.nat(40),
      fc.nat(40),
      (parts, a, b) => {
        const joined = ImmutableBytes.join(parts.map((part) => ImmutableBytes.from(part)))
        const model = Buffer.concat(parts)
        expect(joined.bytes()).toEqual(model)
        const slice = joined.slice(Math.min(a, b), Math.max(a, b))
        const expected = model.subarray(Math.min(a, b), Math.max(a, b))
        expect(slice.bytes()).toEqual(Buffer.from(expected))
        expect(slice.size).toBe(expected.length)
      },
    ),
  )
})

it('streams in pieces, any number of times', async () => {
  const content = Buffer.alloc(200_000, 'abc')
  const bytes = ImmutableBytes.from(content)
  expect(await collect(bytes)).toEqual(content)
  expect(await collect(bytes)).toEqual(content)
  expect(await collect(ImmutableBytes.empty)).toEqual(Buffer.alloc(0))
})

it('cannot be changed from outside', async () => {
  const source = Buffer.from('abc')
  const bytes = ImmutableBytes.from(source)
  source.fill(0)
  bytes.bytes().fill(0)
  for await (const piece of bytes) piece.fill(0)
  for (const piece of bytes.pieces()) piece.fill(0)
  expect(bytes.text()).toBe('abc')
  expect(
    bytes.equals(ImmutableBytes.join([ImmutableBytes.from('a'), ImmutableBytes.from('bc')])),
  ).toBe(true)
  expect(inspect({ bytes })).toBe('{ bytes: <3 bytes> }')
})

it('may be gone', () => {
  const gone = ImmutableBytes.gone(5)
  expect([gone.size, gone.isGone, ImmutableBytes.from('a').isGone]).toEqual([5, true, false])
  expect(() => gone.text()).toThrow('These 5 bytes are no longer kept.')
})

describe('BytesBuilder', () => {
  it('copies pieces of any size', () => {
    const sizes = [0, 1, 255, 257, 70_000, 1024 * 1024, 3, 2 * 1024 * 1024 + 1]
    const pieces = sizes.map((size, index) => Buffer.alloc(size, String(index)))
    const expected = Buffer.concat(pieces)
    for (const length of [undefined, 0, 10, expected.length]) {
      const builder = new BytesBuilder(length)
      for (const piece of pieces) builder.push(piece)
      expect(builder.size).toBe(expected.length)
      expect(builder.end().bytes().equals(expected)).toBe(true)
    }
    const [piece = Buffer.alloc(0)] = [Buffer.from('abc')]
    const built = new BytesBuilder().push(piece).end()
    piece[0] = 0
    expect(built.text()).toBe('abc')
    expect(new BytesBuilder().end().size).toBe(0)
  })
})

it('takes bytes of another copy of the package', async () => {
  const path = './immutable-bytes.ts?copy'
  const copy = (await import(path)) as typeof import('./immutable-bytes.ts')
  const given = copy.ImmutableBytes.from('abc')
  expect(given).not.toBeInstanceOf(ImmutableBytes)
  expect(isImmutableBytes(given)).toBe(true)
  const adopted = ImmutableBytes.adopt(given)
  expect(ImmutableBytes.join([adopted, adopted]).text()).toBe('abcabc')
})
