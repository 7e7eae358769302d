/**
 * Variables of serverless.yml: `${self:custom.table}`, `${opt:stage, 'dev'}`, nested ones.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/guide/variables
 */
import { isObject } from '../../core/json.ts'
import { MisuseError } from '../../core/errors.ts'
import { setOwn } from '../../core/set-own.ts'

/** The value of one variable, or undefined if its source has none. */
export type Source = (address: string, parameter: string | undefined) => unknown

export interface VariableSources {
  readonly [source: string]: Source
}

/** How deeply variables may refer to variables. */
const DEPTH = 50

/** `source:address` or `source(parameter):address`. CloudFormation's own `${...}` have no such form. */
const VARIABLE = /^([a-zA-Z]\w*)(?:\(([^)]*)\))?(?::([^]*))?$/

export class Variables {
  readonly #sources: VariableSources
  readonly #caller: string
  readonly #placeOf: (path: string) => string

  /** `placeOf` says where a value of the file is: `serverless.yml:12:3`. */
  constructor(sources: VariableSources, caller: string, placeOf: (path: string) => string) {
    this.#sources = sources
    this.#caller = caller
    this.#placeOf = placeOf
  }

  /** Returns a copy of a value with all variables resolved. */
  resolve(value: unknown, path: string, depth = 0): unknown {
    if (depth > DEPTH) throw this.#problem(path, 'its variables refer to each other')
    if (typeof value === 'string') return this.#resolveText(value, path, depth)
    if (Array.isArray(value))
      return value.map((entry, index) => this.resolve(entry, `${path}[${index}]`, depth))
    if (!isObject(value)) return value
    const made: Record<string, unknown> = {}
    for (const [key, entry] of Object.entries(value)) {
      const name = this.#resolveText(key, path, depth)
      setOwn(made, String(name), this.resolve(entry, path === '' ? key : `${path}.${key}`, depth))
    }
    return made
  }

  #resolveText(text: string, path: string, depth: number): unknown {
    let rest = text
    // The innermost variables first, because outer ones may contain them.
    for (let round = 0; round <= DEPTH; round++) {
      const found = this.#findInnermost(rest)
      if (!found) return rest
      const { start, end, content } = found
      const value = this.resolve(this.#valueOf(content, path), path, depth + 1)
      if (start === 0 && end === rest.length) {
        if (typeof value !== 'string') return value
        rest = value
        continue
      }
      if (typeof value === 'object' && value !== null)
        throw this.#problem(path, `\${${content}} is not a text`)
      rest = rest.slice(0, start) + String(value) + rest.slice(end)
    }
    throw this.#problem(path, 'its variables refer to each other')
  }

  /** The first variable without another one inside. */
  #findInnermost(text: string): { start: number; end: number; content: string } | undefined {
    const pattern = /\$\{([^${}]*(?:\{[^${}]*\}[^${}]*)*)\}/g
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const content = match[1] ?? ''
      if (this.#isVariable(content))
        return { start: match.index, end: match.index + match[0].length, content }
    }
    return undefined
  }

  #isVariable(content: string): boolean {
    const [first = ''] = splitFallbacks(content)
    const source = VARIABLE.exec(first)?.[1]
    return source !== undefined && Object.hasOwn(this.#sources, source) && first !== source
  }

  #valueOf(content: string, path: string): unknown {
    const candidates = splitFallbacks(content)
    for (const candidate of candidates) {
      const literal = literalOf(candidate)
      if (literal) return literal.value
      const [, source = '', parameter, address = ''] = VARIABLE.exec(candidate) ?? []
      const read = Object.hasOwn(this.#sources, source) ? this.#sources[source] : undefined
      if (!read) throw this.#problem(path, `\${${content}} has the unknown source '${source}'`)
      const value = read(address.trim(), parameter)
      if (value !== undefined && value !== null) return value
    }
    throw this.#problem(path, `\${${content}} has no value`)
  }

  #problem(path: string, problem: string): MisuseError {
    return new MisuseError(
      `${this.#placeOf(path)}: ${this.#caller} cannot resolve '${path}': ${problem}.`,
      "a value, or a fallback such as ${opt:stage, 'dev'}",
    )
  }
}

/** Splits at commas outside quotes and brackets. */
function splitFallbacks(content: string): string[] {
  const parts: string[] = []
  let depth = 0
  let quote: string | undefined
  let start = 0
  for (const [index, character] of [...content].entries()) {
    if (quote !== undefined) quote = character === quote ? undefined : quote
    else if (character === "'" || character === '"') quote = character
    else if (character === '(') depth++
    else if (character === ')') depth--
    else if (character === ',' && depth === 0) {
      parts.push(content.slice(start, index).trim())
      start = index + 1
    }
  }
  return [...parts, content.slice(start).trim()]
}

/** `'dev'`, `"dev"`, `3`, `true`, `null`, or empty text. */
function literalOf(text: string): { readonly value: unknown } | undefined {
  const quoted = /^(['"])(.*)\1$/s.exec(text)
  if (quoted) return { value: quoted[2] }
  if (text === '') return { value: '' }
  if (text === 'true' || text === 'false') return { value: text === 'true' }
  if (text === 'null') return { value: undefined }
  return /^-?\d+(?:\.\d+)?$/.test(text) ? { value: Number(text) } : undefined
}

/** The member at a path such as `custom.tables.0.name`. */
export function memberAt(value: unknown, path: string): unknown {
  let current = value
  for (const step of path === '' ? [] : path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step))
      return undefined
    current = Reflect.get(current, step)
  }
  return current
}
