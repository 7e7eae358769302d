/** `[ip, user, ..., status_code = 4* || status_code = 5*, bytes > 1000]` */
import { invalidPattern } from '../errors.ts'
import { parseCondition, type Condition } from './condition.ts'
import type { FilterPattern, PatternMatch } from './filter-pattern.ts'
import { Scanner } from './scanner.ts'

interface Field {
  /** Undefined for a field without a name: `[..., status_code, ]`. */
  readonly name: string | undefined
  readonly test: Condition
}

/** Fields before and after an ellipsis. Without one all are in `before`. */
interface Layout {
  readonly before: readonly Field[]
  readonly after: readonly Field[] | undefined
}

const NAME = /[A-Za-z_]\w*/y
const BARE = /[#$'()*+\-./0-9:;?@A-Z\\^_`a-z{}~]+/y

export function parseDelimited(text: string): FilterPattern {
  const layout = parseFields(new Scanner(text))
  const names = namesOf(layout)
  if (new Set(names).size < names.length) throw invalidPattern()
  return {
    match: (message) => matchFields(layout, message),
    declares: (reference) =>
      /^\$[1-9]\d*$/.test(reference) || names.some((name) => reference === `$${name}`),
  }
}

const namesOf = ({ before, after = [] }: Layout): readonly string[] =>
  [...before, ...after].flatMap(({ name }) => name ?? [])

function parseFields(scanner: Scanner): Layout {
  const before: Field[] = []
  let after: Field[] | undefined
  scanner.skipSpaces()
  while (!scanner.isAtEnd) {
    if (scanner.take('...')) {
      if (after) throw invalidPattern()
      after = []
    } else (after ?? before).push(parseField(scanner))
    scanner.skipSpaces()
    if (scanner.isAtEnd) break
    scanner.expect(',')
    scanner.skipSpaces()
    // A comma at the end stands before a field without a name.
    if (scanner.isAtEnd) (after ?? before).push(ANYTHING)
  }
  return { before, after }
}

const ANYTHING: Field = { name: undefined, test: () => true }

function parseField(scanner: Scanner): Field {
  scanner.skipSpaces()
  if (scanner.next === ',') return ANYTHING
  const name = scanner.takeForm(NAME)
  if (name === undefined) throw scanner.refuse()
  scanner.skipSpaces()
  if (scanner.isAtEnd || scanner.next === ',') return { name, test: ANYTHING.test }
  return { name, test: parseAlternatives(scanner, name) }
}

/** `= 403 || status_code = 404`. Conditions of one field name it again. */
function parseAlternatives(scanner: Scanner, name: string): Condition {
  const alternatives = [parseConjunction(scanner, name)]
  while (scanner.take('||')) {
    expectName(scanner, name)
    alternatives.push(parseConjunction(scanner, name))
  }
  return (value) => alternatives.some((test) => test(value))
}

function parseConjunction(scanner: Scanner, name: string): Condition {
  const conditions = [parseCondition(scanner, BARE)]
  while (scanner.take('&&')) {
    expectName(scanner, name)
    conditions.push(parseCondition(scanner, BARE))
  }
  return (value) => conditions.every((test) => test(value))
}

function expectName(scanner: Scanner, name: string): void {
  scanner.skipSpaces()
  if (scanner.takeForm(NAME) !== name) throw invalidPattern()
}

/** A word of a message. The text between `[` and `]`, or between two `"`, is one word. */
interface Word {
  readonly text: string
  readonly at: number
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '"': '"' }

// AWS: FilterAndPatternSyntax.html, "space-delimited log events".
function wordsOf(message: string): readonly Word[] {
  const words: Word[] = []
  // The closing characters that no longer come, so that a message is searched once for each.
  const missing = new Set<string>()
  for (let at = nextWord(message, 0); at < message.length;) {
    const closing = CLOSING[message.charAt(at)]
    const close =
      closing === undefined || missing.has(closing) ? -1 : message.indexOf(closing, at + 1)
    if (closing !== undefined && close < 0) missing.add(closing)
    const end = close < 0 ? endOfWord(message, at) : close
    words.push({ text: message.slice(close < 0 ? at : at + 1, end), at })
    at = nextWord(message, close < 0 ? end : end + 1)
  }
  return words
}

const isSpaceAt = (message: string, at: number): boolean => /\s/.test(message.charAt(at))

function nextWord(message: string, from: number): number {
  let at = from
  while (at < message.length && isSpaceAt(message, at)) at++
  return at
}

function endOfWord(message: string, from: number): number {
  let at = from
  while (at < message.length && !isSpaceAt(message, at)) at++
  return at
}

function matchFields({ before, after }: Layout, message: string): PatternMatch | undefined {
  const words = wordsOf(message)
  if (words.length < before.length + (after?.length ?? 0)) return undefined
  const texts = words.map(({ text }) => text)
  const last = before.length - 1
  const end = words[last]
  // The last field takes the rest of the line: `[w1=ERROR, w2]` matches lines of any length.
  if (!after && end && words.length > before.length) {
    texts.length = before.length
    texts[last] = message.slice(end.at).trimEnd()
  }
  const offset = texts.length - (after?.length ?? 0)
  const isMatch =
    before.every(({ test }, index) => test(texts[index] ?? '')) &&
    (after ?? []).every(({ test }, index) => test(texts[offset + index] ?? ''))
  return isMatch ? matchOf({ before, after }, texts) : undefined
}

function matchOf({ before, after = [] }: Layout, texts: readonly string[]): PatternMatch {
  const names = new Map<number, string>()
  for (const [index, { name }] of before.entries()) if (name) names.set(index, name)
  const offset = texts.length - after.length
  for (const [index, { name }] of after.entries()) if (name) names.set(offset + index, name)
  // Fields with names have these in the answer, all others their positions.
  const keys = texts.map((_text, index) => `$${names.get(index) ?? index + 1}`)
  const extracted = Object.fromEntries(texts.map((text, index) => [keys[index] ?? '', text]))
  return {
    extracted,
    valueOf: (reference) =>
      Object.hasOwn(extracted, reference)
        ? extracted[reference]
        : texts[Number(/^\$([1-9]\d*)$/.exec(reference)?.[1] ?? 0) - 1],
  }
}
