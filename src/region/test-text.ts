/**
 * Vitest reads from the text of a test which fixtures it wants: those in the braces of its first parameter. A wrapped test names its own in
 * the second one, behind the handles.
 */
import { types } from 'node:util'

const OPENING = '([{'
const CLOSING = ')]}'

/** The second parameter of a test as it is written, where it takes its argument apart: `{ task, user }`. */
export function secondParameter(test: (...args: never[]) => unknown): string | undefined {
  // A mock, a bound function: nothing to read.
  if (types.isProxy(test)) return undefined
  const text = Function.prototype.toString.call(test)
  if (/^(async\s+)?[\w$]+\s*=>/.test(text)) return undefined
  const second = parameters(text, text.indexOf('('))[1]?.trim()
  return second?.startsWith('{') ? second : undefined
}

/** The parameters of a list that opens at `open`, without comments. */
function parameters(text: string, open: number): string[] {
  if (open < 0) return []
  const found: string[] = []
  let parameter = ''
  let depth = 0
  for (let at = open + 1; at < text.length; at++) {
    const character = text[at]!
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

/** The end of the text or comment that begins at `at`; `at` itself where none does. */
function skip(text: string, at: number): number {
  const rest = text.slice(at, at + 2)
  if (rest === '//') return endOf(text, '\n', at)
  if (rest === '/*') return endOf(text, '*/', at)
  const quote = text[at]!
  if (!`'"\``.includes(quote)) return at
  let end = at + 1
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1
  return end + 1
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from)
  return end < 0 ? text.length : end + mark.length
}
