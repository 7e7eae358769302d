/**
 * The first bits of MD5 in plain JavaScript: one call of `node:crypto` costs more than a whole
 * GetItem.
 */

const SHIFTS = Int32Array.of(7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21)
// RFC 1321 §3.4: the integer part of 2^32 * abs(sin(i + 1))
const SINES = Int32Array.from(
  { length: 64 },
  (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0,
)

/** The words of the message, little endian. Cleared before each use. */
const scratch = new Int32Array(16 * 16)

const pad = (words: Int32Array, length: number): number => {
  const blocks = ((length + 8) >> 6) + 1
  words[length >> 2] = (words[length >> 2] ?? 0) | (0x80 << ((length & 3) << 3))
  words[blocks * 16 - 2] = length << 3
  return blocks
}

/** Returns zeroed words for `length` bytes and the padding. */
const wordsFor = (length: number): Int32Array => {
  const needed = (((length + 8) >> 6) + 1) * 16
  return needed <= scratch.length ? scratch.fill(0, 0, needed) : new Int32Array(needed)
}

/** The first 31 bits of the MD5 digest of an ASCII string. Undefined for other strings. */
export function md5HeadOfAscii(text: string): number | undefined {
  const words = wordsFor(text.length)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 127) return undefined
    words[i >> 2] = (words[i >> 2] ?? 0) | (unit << ((i & 3) << 3))
  }
  return head(words, pad(words, text.length))
}

/** The first 31 bits of the MD5 digest of the bytes. */
export function md5Head(bytes: ArrayLike<number>): number {
  const words = wordsFor(bytes.length)
  for (let i = 0; i < bytes.length; i++) {
    words[i >> 2] = (words[i >> 2] ?? 0) | ((bytes[i] ?? 0) << ((i & 3) << 3))
  }
  return head(words, pad(words, bytes.length))
}

/** The rotation and addition of one step. */
const turn = (sum: number, shift: number, b: number): number =>
  (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0

/** RFC 1321 §3.4, one loop for each of the four rounds. */
function head(words: Int32Array, blocks: number): number {
  let a = 0x67452301
  let b = 0xefcdab89 | 0
  let c = 0x98badcfe | 0
  let d = 0x10325476
  for (let block = 0; block < blocks; block++) {
    const at = block << 4
    const a0 = a
    const b0 = b
    const c0 = c
    const d0 = d
    let next = 0
    for (let i = 0; i < 16; i++) {
      const sum = (a + ((b & c) | (~b & d)) + (SINES[i] ?? 0) + (words[at + i] ?? 0)) | 0
      next = turn(sum, SHIFTS[i & 3] ?? 0, b)
      a = d
      d = c
      c = b
      b = next
    }
    for (let i = 16; i < 32; i++) {
      const sum =
        (a + ((d & b) | (~d & c)) + (SINES[i] ?? 0) + (words[at + ((5 * i + 1) & 15)] ?? 0)) | 0
      next = turn(sum, SHIFTS[4 | (i & 3)] ?? 0, b)
      a = d
      d = c
      c = b
      b = next
    }
    for (let i = 32; i < 48; i++) {
      const sum = (a + (b ^ c ^ d) + (SINES[i] ?? 0) + (words[at + ((3 * i + 5) & 15)] ?? 0)) | 0
      next = turn(sum, SHIFTS[8 | (i & 3)] ?? 0, b)
      a = d
      d = c
      c = b
      b = next
    }
    for (let i = 48; i < 64; i++) {
      const sum = (a + (c ^ (b | ~d)) + (SINES[i] ?? 0) + (words[at + ((7 * i) & 15)] ?? 0)) | 0
      next = turn(sum, SHIFTS[12 | (i & 3)] ?? 0, b)
      a = d
      d = c
      c = b
      b = next
    }
    a = (a + a0) | 0
    b = (b + b0) | 0
    c = (c + c0) | 0
    d = (d + d0) | 0
  }
  // The digest begins with `a`, lowest byte first.
  return ((((a & 0xff) << 24) | ((a & 0xff00) << 8) | ((a >>> 8) & 0xff00) | (a >>> 24)) >>> 1) | 0
}
