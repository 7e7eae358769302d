import * as zlib from 'node:zlib'
import type { ImmutableBytes } from '../core/collections/immutable-bytes.ts'

/** Continues with bytes that follow those of `before`, which is 0 at the beginning. */
export type Crc32 = (bytes: Uint8Array, before?: number) => number

const native = (zlib as { crc32?: Crc32 }).crc32

/** For Node before 20.15: one byte at a time. `polynomial` is in reversed order. */
const createTable = (polynomial: number): Uint32Array =>
  Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1
    return crc
  })

/** Default: the polynomial of gzip. */
export function createCrc32(polynomial: number = 0xedb88320): Crc32 {
  const table = createTable(polynomial)
  return (bytes, before = 0) => {
    let crc = ~before
    for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0)
    return ~crc >>> 0
  }
}

/** Computes the CRC-32 of the header `x-amz-crc32`. */
export const crc32: Crc32 = native ?? createCrc32()

const arrived = new WeakMap<ImmutableBytes, number>()

/**
 * Notes the CRC-32 of a body that was computed while it arrived: its pieces are in the processor's
 * cache then, which makes it half as long.
 */
export function noteCrc32(content: ImmutableBytes, crc: number): ImmutableBytes {
  if (content.size > 0) arrived.set(content, crc)
  return content
}

/** Returns the CRC-32 of a content. */
export function crc32Of(content: ImmutableBytes): number {
  const known = arrived.get(content)
  if (known !== undefined) return known
  let crc = 0
  content.read((chunk) => {
    crc = crc32(chunk, crc)
  })
  return crc
}
