import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closeFrame, FrameReader, pongFrame, ProtocolError, textFrames } from './frames.ts'

interface FrameParts {
  readonly opcode: number
  readonly payload?: Buffer
  readonly isLast?: boolean
  readonly mask?: Buffer | null
  readonly bits?: number
}

/** A client's frame, in the shortest form of its length. */
function frame({
  opcode,
  payload = Buffer.alloc(0),
  isLast = true,
  mask = Buffer.from([1, 2, 3, 4]),
  bits = 0,
}: FrameParts): Buffer {
  const size = payload.length
  const flag = mask ? 0x80 : 0
  const long = Buffer.alloc(size > 0xffff ? 8 : size > 125 ? 2 : 0)
  if (long.length === 8) long.writeBigUInt64BE(BigInt(size))
  if (long.length === 2) long.writeUInt16BE(size)
  const short = long.length === 8 ? 127 : long.length === 2 ? 126 : size
  const masked = Buffer.from(payload.map((byte, i) => byte ^ (mask?.[i % 4] ?? 0)))
  const first = (isLast ? 0x80 : 0) | bits | opcode
  return Buffer.concat([Buffer.from([first, flag | short]), long, mask ?? Buffer.alloc(0), masked])
}

const text = (value: string, more: object = {}): Buffer =>
  frame({ opcode: 1, payload: Buffer.from(value), ...more })

const readAll = (...chunks: Buffer[]): unknown[] => {
  const reader = new FrameReader()
  return chunks.flatMap((chunk) => [...reader.read(chunk)])
}

const codeOf = (...chunks: Buffer[]): number | undefined => {
  try {
    readAll(...chunks)
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
  return undefined
}

describe('frames of a client', () => {
  it('are read in chunks of any size', () => {
    const sequence = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('text'), parts: fc.array(fc.string(), { minLength: 1 }) }),
        fc.record({ kind: fc.constant('ping'), parts: fc.tuple(fc.string({ maxLength: 100 })) }),
      ),
      { maxLength: 8 },
    )
    const mask = fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => Buffer.from(bytes))
    fc.assert(
      fc.property(
        sequence,
        mask,
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (sent, key, sizes) => {
          const bytes = Buffer.concat(
            sent.flatMap(({ kind, parts }) =>
              kind === 'ping'
                ? [frame({ opcode: 9, payload: Buffer.from(parts[0]!), mask: key })]
                : parts.map((part, i) =>
                    text(part, {
                      opcode: i === 0 ? 1 : 0,
                      isLast: i === parts.length - 1,
                      mask: key,
                    }),
                  ),
            ),
          )
          const chunks: Buffer[] = []
          for (let at = 0; at < bytes.length;) {
            const size = sizes.next().value
            chunks.push(bytes.subarray(at, at + size))
            at += size
          }
          expect(readAll(...chunks)).toEqual(
            sent.map(({ kind, parts }) =>
              kind === 'ping'
                ? { kind, data: Buffer.from(parts[0]!) }
                : { kind, text: parts.join('') },
            ),
          )
        },
      ),
    )
  })

  it('may be mixed with control frames in the middle of a message', () => {
    expect(
      readAll(
        text('a', { isLast: false }),
        frame({ opcode: 10 }),
        frame({ opcode: 9 }),
        text('b', { opcode: 0 }),
      ),
    ).toEqual([
      { kind: 'ping', data: Buffer.alloc(0) },
      { kind: 'text', text: 'ab' },
    ])
  })

  it('may split a character', () => {
    const bytes = Buffer.from('ü')
    expect(
      readAll(
        frame({ opcode: 1, payload: bytes.subarray(0, 1), isLast: false }),
        frame({ opcode: 0, payload: bytes.subarray(1) }),
      ),
    ).toEqual([{ kind: 'text', text: 'ü' }])
  })

  const big = 'x'.repeat(32 * 1024)
  it.each([
    ['without a mask', [text('a', { mask: null })], 1002],
    ['with a reserved bit', [text('a', { bits: 0x40 })], 1002],
    ['with an unknown opcode', [frame({ opcode: 3 })], 1002],
    ['with an unknown control opcode', [frame({ opcode: 11 })], 1002],
    ['a continuation of nothing', [text('a', { opcode: 0 })], 1002],
    ['a text inside a text', [text('a', { isLast: false }), text('b')], 1002],
    ['a control frame in pieces', [frame({ opcode: 9, isLast: false })], 1002],
    ['a long control frame', [frame({ opcode: 9, payload: Buffer.alloc(126) })], 1002],
    ['a close frame of one byte', [frame({ opcode: 8, payload: Buffer.alloc(1) })], 1002],
    ['a close frame with 1005', [frame({ opcode: 8, payload: Buffer.from([3, 237]) })], 1002],
    [
      'a reason that is not UTF-8',
      [frame({ opcode: 8, payload: Buffer.from([3, 232, 255]) })],
      1007,
    ],
    ['text that is not UTF-8', [frame({ opcode: 1, payload: Buffer.from([0xff]) })], 1007],
    ['binary', [frame({ opcode: 2 })], 1003],
    ['more than 32 KB in a frame', [text(`${big}x`).subarray(0, 20)], 1009],
    [
      'an absurd length',
      [Buffer.from([0x81, 0xff, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0])],
      1009,
    ],
    [
      'more than 128 KB in a message',
      [
        text(big, { isLast: false }),
        ...Array.from({ length: 3 }, () => text(big, { opcode: 0, isLast: false })),
        text('x', { opcode: 0 }),
      ],
      1009,
    ],
  ])('end the connection: %s', (_, chunks, code) => {
    expect(codeOf(...chunks)).toBe(code)
  })

  it('end the connection after what came before', () => {
    const received: unknown[] = []
    expect(() => {
      for (const one of new FrameReader().read(Buffer.concat([text('a'), frame({ opcode: 2 })])))
        received.push(one)
    }).toThrow(ProtocolError)
    expect(received).toEqual([{ kind: 'text', text: 'a' }])
  })

  it.each([
    [Buffer.alloc(0), undefined, ''],
    [Buffer.from([3, 232]), 1000, ''],
    [Buffer.concat([Buffer.from([15, 160]), Buffer.from('bye')]), 4000, 'bye'],
  ])('close the connection: %j', (payload, code, reason) => {
    expect(readAll(frame({ opcode: 8, payload }))).toEqual([{ kind: 'close', code, reason }])
  })
})

describe('frames of the gateway', () => {
  it('have at most 32 KB, and no mask', () => {
    expect(textFrames('hi')).toEqual(Buffer.from([0x81, 2, 104, 105]))
    expect(textFrames('')).toEqual(Buffer.from([0x81, 0]))
    expect(textFrames('x'.repeat(126)).subarray(0, 4)).toEqual(Buffer.from([0x81, 126, 0, 126]))
    const large = textFrames('x'.repeat(70_000))
    const next = 4 + 32_768
    expect([large[0], large.readUInt16BE(2)]).toEqual([0x01, 32_768])
    expect([large[next], large[2 * next]]).toEqual([0x00, 0x80])
    expect(large).toHaveLength(70_000 + 3 * 4)
  })

  it('answer pings, and close', () => {
    expect(pongFrame(Buffer.from('a'))).toEqual(Buffer.from([0x8a, 1, 97]))
    expect(closeFrame(undefined)).toEqual(Buffer.from([0x88, 0]))
    expect(closeFrame(1001, 'ab')).toEqual(Buffer.from([0x88, 4, 3, 233, 97, 98]))
  })
})
