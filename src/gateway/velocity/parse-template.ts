/**
 * Parses templates as Velocity 1.7 does. Directives swallow the rest of their line if it is blank;
 * #set also swallows blanks before it that do not follow other text.
 */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html (a template
// is a script in the Velocity Template Language)
import {
  closeDirective,
  openDirective,
  parseArguments,
  parseForeachHead,
  parseMacroHead,
  parseSet,
  REST_OF_LINE,
  variableOf,
} from './directive-heads.ts'
import { NodeList } from './node-list.ts'
import { parseExpression, parseReference } from './parse-expression.ts'
import { Reader } from './reader.ts'
import type { Branch, Expression, Node } from './syntax.ts'

/** @throws TemplateError with line and column when Velocity cannot parse the text */
export function parseTemplate(text: string): readonly Node[] {
  const reader = new Reader(text, parseTemplate)
  const { nodes, end } = parseBlock(reader, [])
  if (end !== undefined) throw reader.fail(`#${end} without its beginning`)
  return nodes
}

type BlockEnd = 'end' | 'else' | 'elseif'

interface Block {
  readonly nodes: readonly Node[]
  /** The directive that ended the block. Undefined at the end of the template. */
  readonly end: BlockEnd | undefined
}

const PLAIN = /[^$#\\]+/y

function parseBlock(reader: Reader, ends: readonly BlockEnd[]): Block {
  const nodes = new NodeList()
  const finish = (end?: BlockEnd): Block => {
    nodes.flush()
    return { nodes: nodes.all, end }
  }
  while (!reader.isAtEnd) {
    const plain = reader.take(PLAIN)
    if (plain !== undefined) nodes.addPlain(plain)
    else if (reader.peek() === '\\') parseBackslashes(reader, nodes)
    else if (reader.peek() === '$') parsePrint(reader, nodes)
    else {
      const end = parseHash(reader, nodes)
      if (end === undefined) continue
      if (!ends.includes(end)) throw reader.fail(`#${end} without its beginning`)
      return finish(end)
    }
  }
  return finish()
}

function parsePrint(reader: Reader, nodes: NodeList): void {
  const reference = parseReference(reader)
  if (reference) return nodes.add({ kind: 'print', reference })
  reader.at++
  nodes.addSpecial('$')
}

const BACKSLASHES = /\\+/y
const DIRECTIVE = /#(?:[A-Za-z_@][A-Za-z0-9_@]*|\{[A-Za-z_][A-Za-z0-9_@]*\})/y

/**
 * Backslashes before a reference or a directive: each pair prints one, and an odd one at the end
 * prints the reference or directive instead of running it. Elsewhere they are text.
 */
function parseBackslashes(reader: Reader, nodes: NodeList): void {
  const slashes = reader.take(BACKSLASHES) ?? ''
  const half = slashes.slice(0, slashes.length >> 1)
  const isEscaped = slashes.length % 2 === 1
  const { at } = reader
  if (reader.peek() === '$' && parseReference(reader)) {
    if (isEscaped) return nodes.addSpecial(half + reader.text.slice(at, reader.at))
    reader.at = at
    return nodes.addSpecial(half)
  }
  const directive = reader.peek() === '#' ? reader.take(DIRECTIVE) : undefined
  if (directive !== undefined && KNOWN.has(nameOf(directive))) {
    if (isEscaped) return nodes.addSpecial(half + directive)
    reader.at = at
    return nodes.addSpecial(half)
  }
  reader.at = at
  nodes.addSpecial(slashes)
}

const nameOf = (directive: string): string => directive.replace(/^#\{?|\}$/g, '')

const KNOWN: ReadonlySet<string> = new Set([
  ...['if', 'elseif', 'else', 'end', 'set', 'stop', 'foreach', 'macro', 'define', 'evaluate'],
  ...['break', 'include', 'parse', 'literal'],
])

const LINE_COMMENT = /##[^\r\n]*(?:\r\n|\r|\n)?/y
const BLOCK_COMMENT = /#\*[^]*?\*#/y
const VERBATIM = /#\[\[([^]*?)\]\]#/y
const SET = /#(?:set|\{set\}) *\(/y

/** What begins with a hash: a comment, a directive, or text. Returns what ends the block. */
function parseHash(reader: Reader, nodes: NodeList): BlockEnd | undefined {
  if (reader.take(LINE_COMMENT) !== undefined || reader.take(BLOCK_COMMENT) !== undefined) {
    nodes.flush()
    return undefined
  }
  if (reader.take(SET) !== undefined) {
    nodes.dropBlanks()
    nodes.add(parseSet(reader))
    return undefined
  }
  const verbatim = reader.take(VERBATIM)
  if (verbatim !== undefined) {
    nodes.addSpecial(verbatim)
    return undefined
  }
  const { at } = reader
  const directive = reader.take(DIRECTIVE)
  if (directive === undefined) {
    reader.at++
    nodes.addSpecial('#')
    return undefined
  }
  const name = nameOf(directive)
  switch (name) {
    case 'end':
    case 'else':
      reader.take(REST_OF_LINE)
      return name
    case 'elseif':
      return name
    case 'if':
      nodes.add(parseIf(reader))
      return undefined
    case 'break':
    case 'stop':
      nodes.add({ kind: name })
      return undefined
  }
  const node = reader.nested(() => parseDirective(reader, name, at))
  if (node) nodes.add(node)
  else nodes.addSpecial(directive)
  return undefined
}

function parseIf(reader: Reader): Node {
  const branches: Branch[] = []
  let otherwise: readonly Node[] | undefined
  for (let opened: BlockEnd | 'if' = 'if'; opened !== 'end';) {
    let condition: Expression | undefined
    if (opened !== 'else') {
      openDirective(reader, opened)
      condition = parseExpression(reader)
      closeDirective(reader)
    }
    const ends: readonly BlockEnd[] = opened === 'else' ? ['end'] : ['end', 'else', 'elseif']
    const { nodes, end } = reader.nested(() => parseBlock(reader, ends))
    if (end === undefined) throw reader.fail('#if without #end')
    if (condition) branches.push({ condition, body: nodes })
    else otherwise = nodes
    opened = end
  }
  return { kind: 'if', branches, otherwise }
}

function parseBody(reader: Reader, name: string): readonly Node[] {
  const { nodes, end } = parseBlock(reader, ['end'])
  if (end === undefined) throw reader.fail(`#${name} without #end`)
  return nodes
}

/** The directives with arguments. Undefined for text that only looks like one: `#fff`. */
function parseDirective(reader: Reader, name: string, start: number): Node | undefined {
  if (name === 'macro') {
    const { macro, parameters } = parseMacroHead(reader)
    return { kind: 'macro', name: macro, macro: { parameters, body: parseBody(reader, name) } }
  }
  if (name === 'foreach')
    return { kind: 'foreach', ...parseForeachHead(reader), body: parseBody(reader, name) }
  const given = parseArguments(reader)
  const [first] = given ?? []
  if (name === 'define')
    return { kind: 'define', variable: variableOf(reader, first), body: parseBody(reader, name) }
  if (name === 'evaluate' && first) return { kind: 'evaluate', template: first }
  if (!given) return undefined
  const source = reader.text.slice(start, reader.at)
  const body = name.startsWith('@') ? parseBody(reader, name) : undefined
  return { kind: 'call', name: name.replace(/^@/, ''), arguments: given, body, source }
}
