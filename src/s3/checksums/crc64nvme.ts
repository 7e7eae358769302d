/**
 * CRC-64/NVME, S3's own checksum of objects that come without one. Computed in halves of 32 bits,
 * eight bytes at a time.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */

// The polynomial 0xad93d23594c93659 in reversed order.
const POLYNOMIAL_HIGH = 0x9a6c9329
const POLYNOMIAL_LOW = 0xac4bc9b5

const BYTES_AT_ONCE = 8

/** `high[256 * k + b]`: the CRC of the byte b, followed by k zeros. */
interface Tables {
  readonly high: Uint32Array
  readonly low: Uint32Array
}

function createTables(): Tables {
  const high = new Uint32Array(256 * BYTES_AT_ONCE)
  const low = new Uint32Array(256 * BYTES_AT_ONCE)
  for (let byte = 0; byte < 256; byte++) {
    let [h, l] = [0, byte]
    for (let bit = 0; bit < 8; bit++) {
      const carry = l & 1
      l = (l >>> 1) | (h << 31)
      h >>>= 1
      if (carry === 1) {
        h ^= POLYNOMIAL_HIGH
        l ^= POLYNOMIAL_LOW
      }
    }
    high[byte] = h
    low[byte] = l
  }
  for (let i = 256; i < high.length; i++) {
    const [h, l] = [high[i - 256] ?? 0, low[i - 256] ?? 0]
    const byte = l & 0xff
    high[i] = (h >>> 8) ^ (high[byte] ?? 0)
    low[i] = ((l >>> 8) | (h << 24)) ^ (low[byte] ?? 0)
  }
  return { high, low }
}

let tables: Tables | undefined

/** A running checksum. */
export class Crc64Nvme {
  #high = 0xffffffff
  #low = 0xffffffff

  // NOTE: the tables have an entry for each index. The assertions keep this loop fast.
  update(bytes: Uint8Array): void {
    const { high, low } = (tables ??= createTables())
    let [h, l] = [this.#high, this.#low]
    const whole = bytes.length - (bytes.length % BYTES_AT_ONCE)
    let at = 0
    for (; at < whole; at += BYTES_AT_ONCE) {
      const a =
        l ^ (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24))
      const b =
        h ^
        (bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24))
      const i7 = 1792 + (a & 0xff)
      const i6 = 1536 + ((a >>> 8) & 0xff)
      const i5 = 1280 + ((a >>> 16) & 0xff)
      const i4 = 1024 + (a >>> 24)
      const i3 = 768 + (b & 0xff)
      const i2 = 512 + ((b >>> 8) & 0xff)
      const i1 = 256 + ((b >>> 16) & 0xff)
      const i0 = b >>> 24
      h =
        high[i7]! ^
        high[i6]! ^
        high[i5]! ^
        high[i4]! ^
        high[i3]! ^
        high[i2]! ^
        high[i1]! ^
        high[i0]!
      l = low[i7]! ^ low[i6]! ^ low[i5]! ^ low[i4]! ^ low[i3]! ^ low[i2]! ^ low[i1]! ^ low[i0]!
    }
    for (; at < bytes.length; at++) {
      const index = (l ^ bytes[at]!) & 0xff
      l = ((l >>> 8) | (h << 24)) ^ low[index]!
      h = (h >>> 8) ^ high[index]!
    }
    this.#high = h
    this.#low = l
  }

  /** Big-endian, as in the header. */
  digest(): Buffer {
    const bytes = Buffer.allocUnsafe(8)
    bytes.writeUInt32BE(~this.#high >>> 0, 0)
    bytes.writeUInt32BE(~this.#low >>> 0, 4)
    return bytes
  }
}
