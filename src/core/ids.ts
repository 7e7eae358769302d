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

/**
 * One step of splitmix32. `state` counts up; the result is well mixed. It has a sign, because the
 * engine keeps such numbers without an object for each.
 */
function mix(state: number): number {
  let z = (state + 0x9e3779b9) | 0
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return z ^ (z >>> 15)
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
   * Returns the next state of this kind's stream, mixed. Every id takes one state, and `lane` picks
   * words of it.
   */
  const next = (kind: string): number => {
    let counter = counters.get(kind)
    if (!counter) counters.set(kind, (counter = { base: hash(kind, seedHash), count: 0 }))
    return mix((counter.base + Math.imul(++counter.count, 0x632be5ab)) | 0)
  }
  const word = (mixed: number, lane: number): number => mix(mixed + Math.imul(lane, 0x85ebca6b))

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
        let left = word(state, lane) >>> 0
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
      for (let at = 0; at < length; at += 4) bytes.writeInt32LE(word(state, at / 4 + 1), at)
      return bytes.subarray(0, length)
    },
    random: (kind) => (word(next(kind), 1) >>> 0) / 0x1_0000_0000,
    fork: () => createIds(seed, counters),
  }
}

// Ids are written character by character so that each is one flat string. Every record keeps one,
// and concatenated pieces would stay a tree of fifty.
const scratch = Buffer.alloc(64)
const DASH = 45

/** The code of the hexadecimal digit of the lowest four bits. */
const hex = (value: number): number => {
  const digit = value & 15
  return digit < 10 ? digit + 48 : digit + 87
}

// prettier-ignore
const uuidText = (a: number, b: number, c: number, d: number): string =>
  String.fromCharCode(
    hex(a >>> 28), hex(a >>> 24), hex(a >>> 20), hex(a >>> 16),
    hex(a >>> 12), hex(a >>> 8), hex(a >>> 4), hex(a), DASH,
    hex(b >>> 28), hex(b >>> 24), hex(b >>> 20), hex(b >>> 16), DASH,
    hex(b >>> 12), hex(b >>> 8), hex(b >>> 4), hex(b), DASH,
    hex(c >>> 28), hex(c >>> 24), hex(c >>> 20), hex(c >>> 16), DASH,
    hex(c >>> 12), hex(c >>> 8), hex(c >>> 4), hex(c),
    hex(d >>> 28), hex(d >>> 24), hex(d >>> 20), hex(d >>> 16),
    hex(d >>> 12), hex(d >>> 8), hex(d >>> 4), hex(d),
  )
