/**
 * Reads the fixtures that a wrapped test asks for. Vitest finds them in the text of a test: the
 * names in the braces of its first parameter. In a wrapped test they are in the second parameter,
 * behind the handles.
 */
import { types } from 'node:util'

const OPENING = '([{'
const CLOSING = ')]}'

/** Returns a test's second parameter as written if it is destructured: `{ task, user }`. */
export function secondParameter(test: (...args: never[]) => unknown): string | undefined {
  // A mock or a bound function has no text.
  if (types.isProxy(test)) return undefined
  const text = Function.prototype.toString.call(test)
  if (/^(async\s+)?[\w$]+\s*=>/.test(text)) return undefined
  const second = parameters(text, text.indexOf('('))[1]?.trim()
  return second?.startsWith('{') ? second : undefined
}

/** Returns the parameters of a list that opens at `open`, without comments. */
function parameters(text: string, open: number): string[] {
  if (open < 0) return []
  const found: string[] = []
  let parameter = ''
  let depth = 0
  for (let at = open + 1; at < text.length; at++) {
    const character = text.charAt(at)
    const end = skip(text, at)
    if (end > at) {
      if (character !== '/') parameter += text.slice(at, end)
      at = end - 1
      continue
    }
    if (CLOSING.includes(character) && depth-- === 0) break
    if (OPENING.includes(character)) depth++
    if (character === ',' && depth === 0) {
      found.push(parameter)
      parameter = ''
    } else parameter += character
  }
  return [...found, parameter]
}

/** Returns the end of the string or comment that begins at `at`, or `at` if none begins there. */
function skip(text: string, at: number): number {
  const rest = text.slice(at, at + 2)
  if (rest === '//') return endOf(text, '\n', at)
  if (rest === '/*') return endOf(text, '*/', at)
  const quote = text.charAt(at)
  if (!`'"\``.includes(quote)) return at
  let end = at + 1
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1
  return end + 1
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from)
  return end < 0 ? text.length : end + mark.length
}
