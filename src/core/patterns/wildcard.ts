/**
 * Wildcard patterns: `*` stands for any text, `\*` and `\\` for themselves. Matching takes each
 * literal part at its first possible place, which is right because `*` is the only special
 * character, and so never backtracks.
 */
import { refuse } from './pattern-error.ts'

/** The literal parts between the stars. */
function partsOf(pattern: string): string[] {
  const parts = ['']
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i)
    if (character === '\\') {
      const next = pattern.charAt(++i)
      if (next !== '*' && next !== '\\') refuse(`Invalid escape character at pos ${i}`)
      parts[parts.length - 1] += next
    } else if (character === '*') {
      if (pattern.charAt(i + 1) === '*') refuse(`Consecutive wildcard characters at pos ${i + 1}`)
      parts.push('')
    } else parts[parts.length - 1] += character
  }
  return parts
}

/** Compiles a wildcard pattern. */
export function wildcard(pattern: string): (text: string) => boolean {
  const parts = partsOf(pattern)
  const first = parts[0] ?? ''
  // An empty pattern matches nothing, not even the empty text.
  // Recorded: evp-content_wildcard_empty.
  if (parts.length === 1) return (text) => pattern !== '' && text === first
  const last = parts.at(-1) ?? ''
  const between = parts.slice(1, -1)
  const least = first.length + last.length
  return (text) => {
    if (text.length < least || !text.startsWith(first) || !text.endsWith(last)) return false
    const end = text.length - last.length
    let at = first.length
    for (const part of between) {
      const found = text.indexOf(part, at)
      if (found < 0 || found + part.length > end) return false
      at = found + part.length
    }
    return true
  }
}
