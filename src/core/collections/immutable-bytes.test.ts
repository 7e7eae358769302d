import fc from 'fast-check'
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { ImmutableBytes } from './immutable-bytes.ts'

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
  expect(await collect(bytes.readable())).toEqual(content)
  expect(await collect(bytes)).toEqual(content)
  expect(await collect(ImmutableBytes.empty.readable())).toEqual(Buffer.alloc(0))
})

it('cannot be changed from outside', async () => {
  const source = Buffer.from('abc')
  const bytes = ImmutableBytes.from(source)
  source.fill(0)
  bytes.bytes().fill(0)
  for await (const piece of bytes) piece.fill(0)
  for await (const piece of bytes.readable()) (piece as Buffer).fill(0)
  expect(bytes.text()).toBe('abc')
  expect(
    bytes.equals(ImmutableBytes.join([ImmutableBytes.from('a'), ImmutableBytes.from('bc')])),
  ).toBe(true)
  expect(inspect({ bytes })).toBe('{ bytes: <3 bytes> }')
})
