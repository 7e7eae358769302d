/** The methods of java.lang.String. */
import type { Regex } from '../../../core/regex/regex.ts'
import { rooms } from '../../rooms.ts'
import { TemplateError } from '../syntax.ts'
import type { Value } from '../values.ts'
import { checkRange, methods, toIndex, type Methods, type MethodTools } from './method.ts'

type Text = string | undefined
const textOf = (value: Value | undefined): Text => (typeof value === 'string' ? value : undefined)

/** A method with one text as its argument. */
const withText =
  (run: (text: string, other: string) => Value) =>
  (text: string, [other]: readonly Value[]): Value | undefined =>
    typeof other === 'string' ? run(text, other) : undefined

const compare = (a: string, b: string): bigint => (a < b ? -1n : a > b ? 1n : 0n)

/** Java removes control characters too. */
function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && text.charCodeAt(start) <= 0x20) start++
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--
  return text.slice(start, end)
}

// AWS: https://docs.oracle.com/javase/8/docs/api/java/lang/String.html
export const STRING_METHODS: Methods<string> = methods<string>({
  charAt(text, [at]) {
    const index = toIndex(at)
    if (index === undefined) return undefined
    checkRange(index, text.length - 1)
    return text.charAt(index)
  },
  compareTo: withText(compare),
  compareToIgnoreCase: withText((text, other) => compare(text.toLowerCase(), other.toLowerCase())),
  concat: (text, [other], { budget }) =>
    typeof other === 'string' ? budget.checked(text + other) : undefined,
  contains: withText((text, other) => text.includes(other)),
  endsWith: withText((text, other) => text.endsWith(other)),
  equals: (text, [other]) => (other === undefined ? undefined : text === other),
  equalsIgnoreCase: withText((text, other) => text.toLowerCase() === other.toLowerCase()),
  hashCode: (text) => BigInt(hashOf(text)),
  indexOf: (text, [wanted, from]) => indexOf(text, wanted, from ?? 0n),
  isBlank: (text) => text.trim() === '',
  isEmpty: (text) => text === '',
  lastIndexOf: withText((text, other) => BigInt(text.lastIndexOf(other))),
  length: (text) => BigInt(text.length),
  matches: (text, [pattern], tools) =>
    typeof pattern === 'string'
      ? search(pattern, tools, (regex) => regex.matches(text))
      : undefined,
  replace: (text, [wanted, replacement], { budget }) =>
    typeof wanted === 'string' && typeof replacement === 'string'
      ? replaceText(text, wanted, replacement, budget)
      : undefined,
  replaceAll: (text, values, tools) => replace(text, values, tools, Infinity),
  replaceFirst: (text, values, tools) => replace(text, values, tools, 1),
  split: (text, [pattern, limit], tools) =>
    typeof pattern === 'string' ? split(text, pattern, toIndex(limit) ?? 0, tools) : undefined,
  startsWith: (text, [other, from]) =>
    typeof other === 'string' ? text.startsWith(other, toIndex(from) ?? 0) : undefined,
  strip: (text) => text.trim(),
  subSequence: substring,
  substring,
  toLowerCase: (text) => text.toLowerCase(),
  toUpperCase: (text) => text.toUpperCase(),
  trim,
})

function substring(text: string, [first, last]: readonly Value[]): Value | undefined {
  const start = toIndex(first)
  const end = last === undefined ? text.length : toIndex(last)
  if (start === undefined || end === undefined) return undefined
  checkRange(end, text.length)
  checkRange(start, end)
  return text.slice(start, end)
}

function indexOf(text: string, wanted: Value | undefined, from: Value): Value | undefined {
  const start = toIndex(from)
  return typeof wanted === 'string' && start !== undefined
    ? BigInt(text.indexOf(wanted, start))
    : undefined
}

function hashOf(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index++)
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0
  return hash
}

function replaceText(
  text: string,
  wanted: string,
  replacement: string,
  budget: MethodTools['budget'],
): string {
  const parts = text.split(wanted)
  budget.use(parts.length >> 2)
  // The length before the text itself, which might not fit into memory.
  budget.checkLength(text.length + (parts.length + 1) * replacement.length)
  return wanted === ''
    ? `${replacement}${parts.join(replacement)}${text === '' ? '' : replacement}`
    : parts.join(replacement)
}

const STEPS_PER_UNIT = 8

/** The steps of searches count too, eight as one of the template. */
function search<Result>(
  pattern: string,
  { use }: MethodTools,
  run: (regex: Regex) => Result,
): Result {
  const { compileRegex, RegexLimitError, RegexSyntaxError } = rooms.regex()
  try {
    return run(compileRegex(pattern, (steps) => use(Math.ceil(steps / STEPS_PER_UNIT))))
  } catch (error) {
    if (error instanceof RegexSyntaxError || error instanceof RegexLimitError)
      throw new TemplateError(`the pattern '${pattern}': ${error.message}`)
    throw error
  }
}

function replace(
  text: string,
  [pattern, replacement]: readonly Value[],
  tools: MethodTools,
  most: number,
): Value | undefined {
  const by = textOf(replacement)
  if (typeof pattern !== 'string' || by === undefined) return undefined
  const { budget } = tools
  return search(pattern, tools, (regex) => {
    let result = ''
    let end = 0
    let count = 0
    for (let match = regex.find(text); match && count < most; count++) {
      result += text.slice(end, match.start) + expand(by, match)
      budget.checkLength(result.length)
      end = match.end
      match = regex.find(text, match.end > match.start ? match.end : match.end + 1)
    }
    return budget.checked(result + text.slice(end))
  })
}

interface Groups {
  group(which: number | string): string | undefined
  hasGroup(which: number | string): boolean
}

/** `$1` and `${name}` are groups, and a backslash makes the next character an ordinary one. */
// AWS: https://docs.oracle.com/javase/8/docs/api/java/util/regex/Matcher.html#appendReplacement
function expand(replacement: string, match: Groups): string {
  return replacement.replace(
    /\\([^]?)|\$(?:\{([A-Za-z][A-Za-z0-9]*)\}|(\d))?/g,
    (_, escaped?: string, name?: string, digit?: string) => {
      if (escaped !== undefined && escaped !== '') return escaped
      const which = name ?? (digit === undefined ? undefined : Number(digit))
      if (which === undefined || !match.hasGroup(which))
        throw new TemplateError(`the replacement '${replacement}' names no group`)
      return match.group(which) ?? ''
    },
  )
}

/** Parts between matches. Empty ones at the end are dropped unless there is a limit. */
// AWS: https://docs.oracle.com/javase/8/docs/api/java/lang/String.html#split-java.lang.String-int-
function split(text: string, pattern: string, limit: number, tools: MethodTools): Value[] {
  return search(pattern, tools, (regex) => {
    const parts: string[] = []
    let from = 0
    for (let match = regex.find(text); match && (limit <= 0 || parts.length < limit - 1);) {
      // A match of nothing at the beginning gives no empty first part.
      if (match.end > 0 && (match.end > match.start || match.start < text.length)) {
        parts.push(text.slice(from, match.start))
        from = match.end
      }
      match = regex.find(text, match.end > match.start ? match.end : match.end + 1)
    }
    parts.push(text.slice(from))
    if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop()
    return parts
  })
}
