/** Java's predefined sets of characters: `\d`, `\w`, `\p{Alpha}`, `\p{Lu}`. */
import { RegexSyntaxError, type CharacterSet } from './syntax.ts'

export const not =
  (set: CharacterSet): CharacterSet =>
  (code) =>
    !set(code)

export const oneOf =
  (...sets: readonly CharacterSet[]): CharacterSet =>
  (code) =>
    sets.some((set) => set(code))

export const range =
  (first: number, last: number): CharacterSet =>
  (code) =>
    code >= first && code <= last

const codeOf = (text: string): number => text.codePointAt(0) ?? 0
const between = (first: string, last: string): CharacterSet => range(codeOf(first), codeOf(last))
const among = (characters: string): CharacterSet => {
  const codes = new Set([...characters].map(codeOf))
  return (code) => codes.has(code)
}

const digit = between('0', '9')
const lower = between('a', 'z')
const upper = between('A', 'Z')
const alpha = oneOf(lower, upper)
const word = oneOf(alpha, digit, among('_'))
const space = among(' \t\n\v\f\r')
const horizontal = oneOf(among(' \t\u00a0\u1680\u180e\u202f\u205f\u3000'), range(0x2000, 0x200a))
const vertical = among('\n\v\f\r\u0085\u2028\u2029')

export const isWord: CharacterSet = word

/** What `.` does not match. */
export const lineTerminator: CharacterSet = among('\n\r\u0085\u2028\u2029')

// https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html (predefined classes)
const BY_LETTER: Readonly<Record<string, CharacterSet>> = {
  d: digit,
  D: not(digit),
  w: word,
  W: not(word),
  s: space,
  S: not(space),
  h: horizontal,
  H: not(horizontal),
  v: vertical,
  V: not(vertical),
}

export const setOfLetter = (letter: string): CharacterSet | undefined => BY_LETTER[letter]

const punctuation = oneOf(
  range(0x21, 0x2f),
  range(0x3a, 0x40),
  range(0x5b, 0x60),
  range(0x7b, 0x7e),
)
const graph = oneOf(alpha, digit, punctuation)

// https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html (POSIX classes)
const BY_NAME = new Map<string, CharacterSet>([
  ['Lower', lower],
  ['Upper', upper],
  ['ASCII', range(0, 0x7f)],
  ['Alpha', alpha],
  ['Digit', digit],
  ['Alnum', oneOf(alpha, digit)],
  ['Punct', punctuation],
  ['Graph', graph],
  ['Print', oneOf(graph, among(' '))],
  ['Blank', among(' \t')],
  ['Cntrl', oneOf(range(0, 0x1f), range(0x7f, 0x7f))],
  ['XDigit', oneOf(digit, between('a', 'f'), between('A', 'F'))],
  ['Space', space],
])

/** The set of `\p{name}`: POSIX, a general category (`Lu`), a script (`IsGreek`). */
export function setOfName(name: string): CharacterSet {
  const posix = BY_NAME.get(name)
  if (posix) return posix
  const short = name.replace(/^Is(?=.)/, '')
  const unicode = unicodeSet(short) ?? unicodeSet(`Script=${short}`)
  if (unicode) return unicode
  throw new RegexSyntaxError(`Unknown character property name {${name}}`)
}

function unicodeSet(property: string): CharacterSet | undefined {
  if (!/^[A-Za-z_=]+$/.test(property)) return undefined
  let expression: RegExp
  try {
    expression = new RegExp(`^\\p{${property}}$`, 'u')
  } catch {
    // JavaScript does not know this property.
    return undefined
  }
  return (code) => expression.test(String.fromCodePoint(code))
}

/** A set that also accepts the other case of its letters. */
export const ignoringCase =
  (set: CharacterSet): CharacterSet =>
  (code) => {
    if (set(code)) return true
    const text = String.fromCodePoint(code)
    return set(codeOf(text.toLowerCase())) || set(codeOf(text.toUpperCase()))
  }
