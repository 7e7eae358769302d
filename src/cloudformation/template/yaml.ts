/** YAML templates, with CloudFormation's short forms and the positions of all values. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Alias,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml'
import { setOwn } from '../../core/set-own.ts'
import { TemplateError, type Path } from '../errors.ts'
import { DEPTH } from '../limits.ts'
import type { Position, TemplateDocument } from './parse.ts'

/** How many values the aliases of a template may repeat, in all. */
const REPEATED_VALUES = 10_000

export function parseYaml(text: string): TemplateDocument {
  const lines = new LineCounter()
  const document = readDocument(text, lines)
  const reader = new Reader(document)
  const value = reader.read(document.contents, 0)
  return { value, locate: (path) => positionOf(document, lines, path) }
}

// AWS: intrinsic-function-reference.html (every function has a short form, but Fn::Transform)
const SHORT_FORM = /^!([A-Za-z0-9]+(?:::[A-Za-z]+)?)$/

function readDocument(text: string, lines: LineCounter): Document {
  let document: Document
  try {
    document = parseDocument(text, {
      // Dates and `yes` stay text, as CloudFormation reads them.
      version: '1.2',
      schema: 'core',
      lineCounter: lines,
      keepSourceTokens: false,
      // Seen: ValidateTemplate and GetTemplateSummary. CloudFormation takes the last of equal keys.
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
    })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new TemplateError('Template format error: The template is nested too deeply.', [])
  }
  const [problem] = document.errors
  if (!problem) return document
  const { line, col } = lines.linePos(problem.pos[0])
  throw new TemplateError(
    `Template format error: YAML not well-formed. (line ${line}, column ${col})`,
    [],
    problem.message,
  )
}

class Reader {
  readonly #document: Document
  #repeated = 0
  #isRepeating = false

  constructor(document: Document) {
    this.#document = document
  }

  read(node: unknown, depth: number): unknown {
    if (depth > DEPTH) {
      throw new TemplateError('Template format error: The template is nested too deeply.', [])
    }
    if (this.#isRepeating && ++this.#repeated > REPEATED_VALUES) {
      throw new TemplateError('Template format error: The aliases repeat too many values.', [])
    }
    if (isAlias(node)) return this.#readAlias(node, depth)
    const tag = SHORT_FORM.exec((node as Node | null)?.tag ?? '')?.[1]
    const value = this.#readPlain(node, depth)
    return tag === undefined ? value : toFunction(tag, value)
  }

  #readPlain(node: unknown, depth: number): unknown {
    if (isMap(node)) return this.#readMap(node, depth)
    if (isSeq(node)) return node.items.map((item) => this.read(item, depth + 1))
    return isScalar(node) ? toPlain(node.value) : null
  }

  #readMap(node: YAMLMap, depth: number): Record<string, unknown> {
    const made: Record<string, unknown> = {}
    for (const { key, value } of node.items) {
      const name = String(isScalar(key) ? key.value : key)
      // Not part of CloudFormation's YAML, but of the tools that read a template before it.
      if (name === '<<') this.#merge(made, this.read(value, depth + 1))
      else setOwn(made, name, this.read(value, depth + 1))
    }
    return made
  }

  #merge(into: Record<string, unknown>, given: unknown): void {
    for (const source of Array.isArray(given) ? given : [given]) {
      if (typeof source !== 'object' || source === null) continue
      for (const [key, value] of Object.entries(source)) {
        if (!Object.hasOwn(into, key)) setOwn(into, key, value)
      }
    }
  }

  #readAlias(alias: Alias, depth: number): unknown {
    const outer = this.#isRepeating
    this.#isRepeating = true
    const value = this.read(alias.resolve(this.#document), depth + 1)
    this.#isRepeating = outer
    return value
  }
}

const toPlain = (value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

function toFunction(tag: string, value: unknown): unknown {
  if (tag === 'Ref' || tag === 'Condition') return { [tag]: value }
  // AWS: intrinsic-function-reference-getatt.html: an attribute may contain further dots.
  if (tag === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.')
    return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] }
  }
  return { [tag.startsWith('Fn::') ? tag : `Fn::${tag}`]: value }
}

/** Follows a path as far as the text has it: a short form hides the name of its function. */
function positionOf(document: Document, lines: LineCounter, path: Path): Position | undefined {
  let node: unknown = document.contents
  let offset = rangeOf(node)?.[0] ?? 0
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    const pair = isMap(node)
      ? node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === step)
      : undefined
    const next: unknown = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined
    if (next === undefined && !pair) continue
    offset = rangeOf(pair ? pair.key : next)?.[0] ?? offset
    node = next
  }
  const { line, col } = lines.linePos(offset)
  return { line, column: col }
}

const rangeOf = (node: unknown): readonly number[] | undefined =>
  (node as Node | null | undefined)?.range ?? undefined
