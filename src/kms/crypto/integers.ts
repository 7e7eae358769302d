/** Large integers: as bytes, and modulo another. */

export const toBigInt = (bytes: Uint8Array): bigint =>
  BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)

/** Returns the big-endian bytes: `size` of them, or as few as hold the value. */
export function toBytes(value: bigint, size?: number): Buffer {
  const hex = value.toString(16)
  const digits = size === undefined ? hex.length + (hex.length % 2) : size * 2
  return Buffer.from(hex.padStart(digits, '0'), 'hex')
}

export const modulo = (a: bigint, m: bigint): bigint => ((a % m) + m) % m

/** The inverse of `a` modulo `m`, by Euclid's algorithm. */
export function inverse(a: bigint, m: bigint): bigint {
  let [r, next] = [m, a % m]
  let [t, nextT] = [0n, 1n]
  while (next !== 0n) {
    const quotient = r / next
    ;[r, next] = [next, r - quotient * next]
    ;[t, nextT] = [nextT, t - quotient * nextT]
  }
  return modulo(t, m)
}
