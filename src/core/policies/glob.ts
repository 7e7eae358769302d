/**
 * The wildcards of policies: `*` stands for any text, also across `/` and `:`, and `?` for one
 * character. Matching returns to the last star only, so that a hostile pattern costs at most the
 * product of both lengths.
 *
 * A pattern is a list of characters rather than text, so that the `*` that a variable brought is
 * not a wildcard.
 */
const ANY = -1
const ONE = -2

/** The characters of a pattern, with its wildcards as negative numbers. */
export type Glob = readonly number[]

/** Reads text in which `*` and `?` are wildcards. */
export const globOf = (text: string): number[] =>
  [...utf16(text)].map((code) => (code === 0x2a ? ANY : code === 0x3f ? ONE : code))

/** Reads text in which every character means itself. */
export const literalOf = (text: string): number[] => [...utf16(text)]

function* utf16(text: string): Generator<number> {
  for (let i = 0; i < text.length; i++) yield text.charCodeAt(i)
}

export function matchesCodes(glob: Glob, text: string): boolean {
  let at = 0
  let position = 0
  let star = -1
  let resume = 0
  while (position < text.length) {
    const code = glob[at]
    if (code === ANY) {
      star = at++
      resume = position
    } else if (code === ONE || (code !== undefined && code === text.charCodeAt(position))) {
      at++
      position++
    } else if (star >= 0) {
      at = star + 1
      position = ++resume
    } else return false
  }
  while (glob[at] === ANY) at++
  return at === glob.length
}

/** Compiles text with wildcards. The common forms cost one comparison. */
export function compileGlob(pattern: string): (text: string) => boolean {
  if (pattern === '*') return () => true
  if (!/[*?]/.test(pattern)) return (text) => text === pattern
  const prefix = pattern.slice(0, -1)
  if (pattern.endsWith('*') && !/[*?]/.test(prefix)) return (text) => text.startsWith(prefix)
  const glob = globOf(pattern)
  return (text) => matchesCodes(glob, text)
}

/** Whether text matches a pattern that is used once. */
export const matchesGlob = (pattern: string, text: string): boolean =>
  matchesCodes(globOf(pattern), text)
