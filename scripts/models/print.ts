/** A model as compact TypeScript. src/model/source.ts explains the format and reads it. */
import type { AggregateData, Bounds, ErrorData, Facts, Members, ModelData } from './data.ts'

const TYPES: Readonly<Record<string, string>> = {
  string: '',
  enum: '',
  integer: 'i',
  long: 'l',
  float: 'f',
  double: 'd',
  number: 'n',
  boolean: 'o',
  blob: 'b',
  timestamp: 't',
  document: 'x',
}

/**
 * References to structures, lists and maps, and the lines that they refer to, begin with one of
 * these.
 */
const SIGILS: Readonly<Record<string, string>> = {
  structure: '#',
  union: '#',
  list: '[',
  map: '{',
}

const bounds = ([min, max]: Bounds): string => `${min ?? ''}..${max ?? ''}`

class Printer {
  readonly #data: ModelData
  readonly #patterns: string[] = []
  readonly #enums: string[] = []
  readonly #lines: string[] = []
  readonly #printed = new Set<string>()

  constructor(data: ModelData) {
    this.#data = data
  }

  print(operations: readonly string[]): string {
    for (const name of operations) {
      const input = this.#data.operations[name]?.input
      if (!input) throw new Error(`${this.#data.service} has no operation ${name}`)
      this.#lines.push(this.#line(name, this.#members(input)))
    }
    const tables = [
      ...this.#patterns.map((pattern, index) => `/${index}|${pattern}`),
      ...this.#enums.map((values, index) => `=${index}|${values}`),
      ...Object.entries(this.#data.errors)
        .sort()
        .map(([code, error]) => errorLine(code, error)),
    ]
    return [...this.#lines, ...tables].join('\n')
  }

  #line(name: string, parts: readonly string[]): string {
    return `${name}|${parts.join('|')}`
  }

  #members(members: Members): string[] {
    return Object.entries(members).map(
      ([name, facts]) => `${name}${facts.required ? '!' : ''}${this.#facts(facts)}`,
    )
  }

  #facts(facts: Facts): string {
    return this.#words(facts)
      .filter((word) => word !== '')
      .map((word) => ` ${word}`)
      .join('')
  }

  #words(facts: Facts): string[] {
    const { type, length, range, pattern, nameMax, enum: values, shape, sensitive } = facts
    return [
      shape === undefined ? this.#type(type) : this.#reference(type, shape),
      length ? bounds(length) : '',
      range ? bounds(range) : '',
      nameMax ? `@${nameMax}` : '',
      pattern ? `/${indexIn(this.#patterns, pattern)}` : '',
      values ? `=${indexIn(this.#enums, joined(values))}` : '',
      sensitive ? '~' : '',
    ]
  }

  #type(type: string): string {
    const letter = TYPES[type]
    if (letter === undefined) throw new Error(`unknown type ${type}`)
    return letter
  }

  #reference(type: string, shape: string): string {
    const reference = `${SIGILS[type]}${shape}`
    if (!this.#printed.has(reference)) {
      this.#printed.add(reference)
      const aggregate = this.#data.structures[shape]
      if (!aggregate) throw new Error(`${this.#data.service} has no structure ${shape}`)
      this.#lines.push(this.#line(reference, this.#aggregate(aggregate)))
    }
    return reference
  }

  #aggregate(aggregate: AggregateData): string[] {
    if ('members' in aggregate) return this.#members(aggregate.members)
    if ('list' in aggregate) return [this.#facts(aggregate.list).trim()]
    return [this.#facts(aggregate.key).trim(), this.#facts(aggregate.value).trim()]
  }
}

function joined(values: readonly string[]): string {
  const text = values.join('|')
  if (text.split('|').length !== values.length) throw new Error(`a value contains |: ${text}`)
  return text
}

const indexIn = (table: string[], entry: string): number => {
  const index = table.indexOf(entry)
  return index === -1 ? table.push(entry) - 1 : index
}

const errorLine = (code: string, { status, fault, queryCode }: ErrorData): string => {
  const server = fault === 'server' ? 's' : ''
  return [`!${code}`, `${status ?? (server ? 500 : 400)}${server}`, queryCode]
    .filter(Boolean)
    .join('|')
}

/** Prints the model's text, with all operations or the named ones. */
export const printText = (
  data: ModelData,
  operations: readonly string[] = Object.keys(data.operations).sort(),
): string => new Printer(data).print(operations)

const escaped = (text: string): string =>
  text
    .replace(/[\\`]|\$\{/g, '\\$&')
    .replace(/[^\0-\x7f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)

const union = (names: readonly string[]): string => names.map((name) => `\n  | '${name}'`).join('')

export interface Names {
  /** `Lambda`, the beginning of type names. */
  readonly title: string
  /** `LAMBDA` */
  readonly constant: string
  /** The file in its room: `api/model.ts`. */
  readonly file: string
}

/** ESLint's limit. */
const MAX_LINES = 400

/** Prints the TypeScript file of a service. */
export function printFile(
  data: ModelData,
  { title, constant, file }: Names,
  operations: readonly string[] = Object.keys(data.operations).sort(),
): string {
  const text = printText(data, operations)
  const up = '../'.repeat(file.split('/').length)
  const table = `/**
 * Generated by \`npm run models\` from AWS's API model ${data.model.replace('.json', '')}
 * (Apache-2.0, see THIRD_PARTY_NOTICES), the SDK client's schemas and scripts/models/additions. Do
 * not edit. src/model/source.ts explains the format.
 */
import type { ModelSource } from '${up}model/source.ts'

export type ${title}Operation =${union(operations)}

export type ${title}ErrorCode =${union(Object.keys(data.errors).sort())}

export const ${constant}_MODEL: ModelSource<${title}Operation, ${title}ErrorCode> = {
  service: '${data.service}',
  text: \`
${escaped(text)}
\`,
}
`
  const isLong = table.split('\n').length > MAX_LINES
  return isLong ? `/* oxlint-disable max-lines -- a generated table */\n${table}` : table
}
