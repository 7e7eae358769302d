/**
 * Ids that look like AWS's and depend only on the region's seed. The n-th id of a kind is the same
 * in every run, so a test may put it into a snapshot. Counters are per kind: registering one more
 * function does not change the ids of requests.
 */
export interface Ids {
  /** `0b5c...-...`, a version 4 UUID. */
  uuid(kind: string): string
  /** `length` characters of `alphabet`, which is ASCII (default: lower-case letters and digits). */
  text(kind: string, length: number, alphabet?: string): string
  /** `length` bytes. */
  bytes(kind: string, length: number): Buffer
  /** A number in [0, 1). */
  random(kind: string): number
  /** Returns a source that continues with the same ids, independently of this one. */
  fork(): Ids
}

const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** FNV-1a over UTF-16 code units: mixes kind and seed into 32 bits. */
function hash(text: string, start: number): number {
  let h = start ^ 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}

/** One step of splitmix32. `state` counts up; the result is well mixed. */
function mix(state: number): number {
  let z = (state + 0x9e3779b9) | 0
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return (z ^ (z >>> 15)) >>> 0
}

interface Counter {
  readonly base: number
  count: number
}

export function createIds(seed: string | number, from?: ReadonlyMap<string, Counter>): Ids {
  const counters = new Map<string, Counter>()
  if (from) for (const [kind, { base, count }] of from) counters.set(kind, { base, count })
  const seedHash = hash(String(seed), 0)

  /**
   * Returns the next state of this kind's stream. Every id takes one state, and `lane` picks words
   * of it.
   */
  const next = (kind: string): number => {
    let counter = counters.get(kind)
    if (!counter) counters.set(kind, (counter = { base: hash(kind, seedHash), count: 0 }))
    return (counter.base + Math.imul(++counter.count, 0x632be5ab)) | 0
  }
  const word = (state: number, lane: number): number =>
    mix(mix(state) + Math.imul(lane, 0x85ebca6b))

  return {
    uuid(kind) {
      const state = next(kind)
      const a = word(state, 1)
      const b = (word(state, 2) & 0xffff0fff) | 0x4000
      const c = (word(state, 3) & 0x3fffffff) | 0x80000000
      const d = word(state, 4)
      return uuidText(a, b, c, d)
    },
    text(kind, length, alphabet = LOWER_ALPHANUMERIC) {
      const state = next(kind)
      const base = alphabet.length
      const perWord = Math.floor(32 / Math.log2(base))
      const bytes = length <= scratch.length ? scratch : Buffer.alloc(length)
      for (let at = 0, lane = 1; at < length; lane++) {
        let left = word(state, lane)
        for (const end = Math.min(length, at + perWord); at < end; at++) {
          bytes[at] = alphabet.charCodeAt(left % base)
          left = Math.floor(left / base)
        }
      }
      return bytes.toString('latin1', 0, length)
    },
    bytes(kind, length) {
      const state = next(kind)
      const bytes = Buffer.alloc(Math.ceil(length / 4) * 4)
      for (let at = 0; at < length; at += 4) bytes.writeUInt32LE(word(state, at / 4 + 1), at)
      return bytes.subarray(0, length)
    },
    random: (kind) => word(next(kind), 1) / 0x1_0000_0000,
    fork: () => createIds(seed, counters),
  }
}

// Ids are written byte by byte so that each is one flat string. Every record keeps one, and
// concatenated pieces would stay a tree of fifty.
const scratch = Buffer.alloc(64)
const DIGITS = Buffer.from('0123456789abcdef')
const DASH = 45

function uuidText(a: number, b: number, c: number, d: number): string {
  writeHex16(a >>> 16, 0)
  writeHex16(a, 4)
  writeHex16(b >>> 16, 9)
  writeHex16(b, 14)
  writeHex16(c >>> 16, 19)
  writeHex16(c, 24)
  writeHex16(d >>> 16, 28)
  writeHex16(d, 32)
  scratch[8] = scratch[13] = scratch[18] = scratch[23] = DASH
  return scratch.toString('latin1', 0, 36)
}

function writeHex16(value: number, at: number): void {
  scratch[at] = digit(value >>> 12)
  scratch[at + 1] = digit(value >>> 8)
  scratch[at + 2] = digit(value >>> 4)
  scratch[at + 3] = digit(value)
}

const digit = (value: number): number => DIGITS[value & 15] ?? 0
