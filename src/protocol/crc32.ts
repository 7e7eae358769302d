import * as zlib from 'node:zlib'

const native = (zlib as { crc32?: (data: Uint8Array) => number }).crc32

/** For Node before 20.15: the polynomial of gzip, one byte at a time. */
const createTable = (): Uint32Array =>
  Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
    return crc
  })

export function createCrc32(): (bytes: Uint8Array) => number {
  const table = createTable()
  return (bytes) => {
    let crc = 0xffffffff
    for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0)
    return (crc ^ 0xffffffff) >>> 0
  }
}

/** Computes the CRC-32 of the header `x-amz-crc32`. */
export const crc32: (bytes: Uint8Array) => number = native ?? createCrc32()
