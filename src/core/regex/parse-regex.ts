/** Parses Java's regular expressions. */
import { ignoringCase, isWord, lineTerminator, not } from './character-sets.ts'
import {
  eat,
  fail,
  nested,
  nextCode,
  parseClass,
  parseEscape,
  peek,
  take,
  type Cursor,
} from './parse-class.ts'
import type { CharacterSet, RegexNode, RepeatMode } from './syntax.ts'

interface Flags {
  readonly ignoresCase: boolean
  readonly isDotAll: boolean
  readonly isMultiline: boolean
}

interface Parse extends Cursor {
  flags: Flags
  groups: number
  readonly names: Map<string, number>
}

export interface ParsedRegex {
  readonly node: RegexNode
  /** How many groups capture. */
  readonly groups: number
  readonly names: ReadonlyMap<string, number>
}

/** @throws RegexSyntaxError for a pattern that Java refuses, or a feature that is not simulated */
export function parseRegex(pattern: string): ParsedRegex {
  const flags: Flags = { ignoresCase: false, isDotAll: false, isMultiline: false }
  const parse: Parse = { pattern, at: 0, flags, groups: 0, depth: 0, names: new Map() }
  const node = parseAlternatives(parse)
  if (parse.at < pattern.length) throw fail(parse, "Unmatched closing ')'")
  return { node, groups: parse.groups, names: parse.names }
}

function parseAlternatives(parse: Parse): RegexNode {
  const { flags } = parse
  const nodes: RegexNode[] = []
  do nodes.push(parseSequence(parse))
  while (eat(parse, '|'))
  // Flags that are set inside a group end with it.
  parse.flags = flags
  return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'alternatives', nodes }
}

function parseSequence(parse: Parse): RegexNode {
  const nodes: RegexNode[] = []
  while (parse.at < parse.pattern.length && peek(parse) !== '|' && peek(parse) !== ')') {
    const quoted = take(parse, /\\Q([^]*?)(?:\\E|$)/y)
    if (quoted !== undefined) {
      for (const character of quoted) nodes.push(literal(parse, character.codePointAt(0) ?? 0))
      const last = nodes.pop()
      if (last) nodes.push(parseQuantifier(parse, last))
      continue
    }
    const atom = parseAtom(parse)
    if (atom) nodes.push(parseQuantifier(parse, atom))
  }
  return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'sequence', nodes }
}

/** Undefined for what matches nothing itself, such as `(?i)`. */
function parseAtom(parse: Parse): RegexNode | undefined {
  if (eat(parse, '(')) return parseGroup(parse)
  if (eat(parse, '[')) return characters(parse, parseClass(parse))
  if (eat(parse, '\\')) return parseBackslash(parse)
  if (eat(parse, '.')) return { kind: 'character', accepts: dot(parse) }
  if (eat(parse, '^')) return parse.flags.isMultiline ? LINE_START : START
  if (eat(parse, '$')) return parse.flags.isMultiline ? LINE_END : LAST_LINE_END
  if (['*', '+', '?'].includes(peek(parse)))
    throw fail(parse, `Dangling meta character '${peek(parse)}'`)
  return literal(parse, nextCode(parse))
}

const dot = ({ flags }: Parse): CharacterSet => (flags.isDotAll ? () => true : not(lineTerminator))

function characters({ flags }: Parse, set: CharacterSet): RegexNode {
  return { kind: 'character', accepts: flags.ignoresCase ? ignoringCase(set) : set }
}

const literal = (parse: Parse, wanted: number): RegexNode =>
  characters(parse, (code) => code === wanted)

const assertion = (holds: (text: string, at: number) => boolean): RegexNode => ({
  kind: 'assertion',
  holds,
})

const isEndOfLine = (text: string, at: number): boolean =>
  at === text.length || lineTerminator(text.charCodeAt(at))
const isWordAt = (text: string, at: number): boolean =>
  at >= 0 && at < text.length && isWord(text.charCodeAt(at))
const isBoundary = (text: string, at: number): boolean =>
  isWordAt(text, at - 1) !== isWordAt(text, at)

const START = assertion((_, at) => at === 0)
const END = assertion((text, at) => at === text.length)
const LINE_START = assertion((text, at) => at === 0 || isEndOfLine(text, at - 1))
const LINE_END = assertion(isEndOfLine)
/** The end, or the line terminator before it. */
const LAST_LINE_END = assertion(
  (text, at) =>
    /^(?:\r\n|[\n\r\u0085\u2028\u2029])?$/.test(text.slice(at, at + 3)) && text.length - at <= 2,
)

const ASSERTIONS: Readonly<Record<string, RegexNode>> = {
  A: START,
  z: END,
  Z: LAST_LINE_END,
  b: assertion(isBoundary),
  B: assertion((text, at) => !isBoundary(text, at)),
}

function parseBackslash(parse: Parse): RegexNode {
  const known = ASSERTIONS[peek(parse)]
  if (known) {
    parse.at++
    return known
  }
  const number = take(parse, /[1-9]\d?/y)
  if (number !== undefined) return reference(parse, Number(number))
  const name = take(parse, /k<([A-Za-z][A-Za-z0-9]*)>/y)
  if (name !== undefined) return reference(parse, parse.names.get(name) ?? Number.NaN)
  const escaped = parseEscape(parse)
  return typeof escaped === 'number' ? literal(parse, escaped) : characters(parse, escaped)
}

function reference(parse: Parse, index: number): RegexNode {
  if (!(index <= parse.groups)) throw fail(parse, 'A reference to a group that does not exist')
  return { kind: 'reference', index, ignoresCase: parse.flags.ignoresCase }
}

function parseGroup(parse: Parse): RegexNode | undefined {
  if (!eat(parse, '?')) return capturing(parse, undefined)
  if (eat(parse, ':')) return closed(parse)
  if (eat(parse, '>')) return { kind: 'atomic', node: closed(parse) }
  for (const [start, isBehind, isNegated] of LOOKS)
    if (eat(parse, start)) return { kind: 'look', node: closed(parse), isBehind, isNegated }
  const name = take(parse, /<([A-Za-z][A-Za-z0-9]*)>/y)
  if (name !== undefined) return capturing(parse, name)
  return parseFlags(parse)
}

const LOOKS = [
  ['=', false, false],
  ['!', false, true],
  ['<=', true, false],
  ['<!', true, true],
] as const

function capturing(parse: Parse, name: string | undefined): RegexNode {
  const index = ++parse.groups
  if (name !== undefined) parse.names.set(name, index)
  return { kind: 'group', index, node: closed(parse) }
}

function closed(parse: Parse): RegexNode {
  const node = nested(parse, () => parseAlternatives(parse))
  if (!eat(parse, ')')) throw fail(parse, 'Unclosed group')
  return node
}

/** `(?i)` for the rest of the group, or `(?i:...)`. */
function parseFlags(parse: Parse): RegexNode | undefined {
  const [on = '', off = ''] = (take(parse, /[a-zA-Z]*(?:-[a-zA-Z]*)?/y) ?? '').split('-')
  // Unicode case folding (u, U) and Unix lines (d) change little: i always folds Unicode here.
  if (!/^[ismuUd]*$/.test(on + off)) throw fail(parse, `Unsupported inline flags '${on}'`)
  const flag = (letter: string, before: boolean): boolean =>
    on.includes(letter) || (before && !off.includes(letter))
  const { flags } = parse
  const changed: Flags = {
    ignoresCase: flag('i', flags.ignoresCase),
    isDotAll: flag('s', flags.isDotAll),
    isMultiline: flag('m', flags.isMultiline),
  }
  if (eat(parse, ')')) {
    parse.flags = changed
    return undefined
  }
  if (!eat(parse, ':')) throw fail(parse, 'Unknown group type')
  parse.flags = changed
  const node = closed(parse)
  parse.flags = flags
  return node
}

function parseQuantifier(parse: Parse, node: RegexNode): RegexNode {
  const bounds = parseBounds(parse)
  if (!bounds) return node
  const [least, most] = bounds
  if (most < least) throw fail(parse, 'Illegal repetition range')
  const mode: RepeatMode = eat(parse, '?') ? 'lazy' : eat(parse, '+') ? 'possessive' : 'greedy'
  return { kind: 'repeat', node, least, most, mode }
}

function parseBounds(parse: Parse): readonly [number, number] | undefined {
  if (eat(parse, '*')) return [0, Infinity]
  if (eat(parse, '+')) return [1, Infinity]
  if (eat(parse, '?')) return [0, 1]
  if (peek(parse) !== '{') return undefined
  const text = take(parse, /\{(\d+(?:,\d*)?)\}/y)
  if (text === undefined) throw fail(parse, 'Illegal repetition')
  const [least, most] = text.split(',')
  return [Number(least), most === undefined ? Number(least) : most === '' ? Infinity : Number(most)]
}
