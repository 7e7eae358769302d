/**
 * The order of strings by their UTF-8 bytes, in which AWS lists keys. It is the order of code
 * points. JavaScript compares UTF-16 units, which puts characters beyond U+FFFF before U+E000.
 */
export function compareUtf8(a: string, b: string): number {
  if (a === b) return 0
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(i)
    if (left !== right) return rankOf(left) - rankOf(right)
  }
  return a.length - b.length
}

/** Puts surrogates, which begin the characters beyond U+FFFF, after all other units. */
const rankOf = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
