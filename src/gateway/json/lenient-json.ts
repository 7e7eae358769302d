/**
 * Parses the JSON of payloads as API Gateway does: names and texts need no quotation marks, and a
 * text that is no JSON at all is one string.
 */
// Recorded: test_integration_mock_with_path_param ({statusCode: 200})
// AWS: https://github.com/json-path/JsonPath (its parser json-smart, in permissive mode)
import { JsonArray, type Key, type Value } from '../velocity/index.ts'

/** A payload that begins like JSON and goes on differently. */
export class InvalidJsonError extends Error {
  override readonly name = 'InvalidJsonError'
}

const DEEPEST = 400

/** @throws InvalidJsonError */
export function parseLenientJson(text: string): Value {
  const parser = new Parser(text)
  return parser.document()
}

// No value has one of these unless it stands in quotation marks.
const UNQUOTED: Readonly<Record<'document' | 'array' | 'object' | 'name', RegExp>> = {
  document: /[^]+/y,
  array: /[^,\]]+/y,
  object: /[^,}]+/y,
  name: /[^:]+/y,
}
const WHITESPACE = /\s*/y
const DOUBLE_QUOTED = /[^"\\]+/y
const SINGLE_QUOTED = /[^'\\]+/y
const HEX = /[0-9A-Fa-f]{4}/y

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Parser {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  /** What follows a complete object, array or quoted text is ignored. */
  document(): Value {
    return this.#value('document')
  }

  #fail(problem: string): InvalidJsonError {
    return new InvalidJsonError(`${problem} at position ${this.#at}`)
  }

  #take(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at
    const match = expression.exec(this.#text)
    if (!match) return undefined
    this.#at = expression.lastIndex
    return match[0]
  }

  #eat(character: string): boolean {
    this.#take(WHITESPACE)
    if (this.#text[this.#at] !== character) return false
    this.#at++
    return true
  }

  #value(place: 'document' | 'array' | 'object'): Value {
    this.#take(WHITESPACE)
    switch (this.#text[this.#at]) {
      case '{':
        return this.#nested(() => this.#object())
      case '[':
        return this.#nested(() => this.#array())
      case '"':
      case "'":
        return this.#quoted()
    }
    const text = this.#take(UNQUOTED[place])?.trim()
    if (text === undefined || text === '') throw this.#fail('Unexpected end')
    return toScalar(text)
  }

  #nested(parse: () => Value): Value {
    if (++this.#depth > DEEPEST) throw this.#fail('Too deeply nested')
    this.#at++
    const value = parse()
    this.#depth--
    return value
  }

  #array(): Value {
    const array = new JsonArray()
    for (;;) {
      if (this.#eat(',')) continue
      if (this.#eat(']')) return array
      array.push(this.#value('array'))
      if (!this.#isNext(',]')) throw this.#fail('Expected a comma')
    }
  }

  #object(): Value {
    const object = new Map<Key, Value>()
    for (;;) {
      if (this.#eat(',')) continue
      if (this.#eat('}')) return object
      const name = this.#name()
      if (!this.#eat(':')) throw this.#fail('Expected a colon')
      object.set(name, this.#value('object'))
      if (!this.#isNext(',}')) throw this.#fail('Expected a comma')
    }
  }

  #isNext(characters: string): boolean {
    this.#take(WHITESPACE)
    const next = this.#text[this.#at]
    return next !== undefined && characters.includes(next)
  }

  #name(): string {
    const next = this.#text[this.#at]
    if (next === '"' || next === "'") return this.#quoted()
    const name = this.#take(UNQUOTED.name)?.trim()
    if (!name) throw this.#fail('Expected a name')
    return name
  }

  #quoted(): string {
    const quote = this.#text[this.#at++]
    const plain = quote === '"' ? DOUBLE_QUOTED : SINGLE_QUOTED
    let text = ''
    for (;;) {
      text += this.#take(plain) ?? ''
      const next = this.#text[this.#at++]
      if (next === undefined) throw this.#fail('A text without an end')
      if (next === quote) return text
      text += this.#escape()
    }
  }

  #escape(): string {
    const letter = this.#text[this.#at++]
    if (letter === undefined) throw this.#fail('A text without an end')
    if (letter !== 'u') return ESCAPES[letter] ?? letter
    const hex = this.#take(HEX)
    if (hex === undefined) throw this.#fail('Expected four digits')
    return String.fromCharCode(parseInt(hex, 16))
  }
}

const INTEGER = /^-?\d+$/
const DECIMAL = /^-?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?$/

function toScalar(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true'
  if (text === 'null') return null
  if (text === 'NaN') return Number.NaN
  // A bigint of many digits takes long to make.
  if (INTEGER.test(text)) return text.length < 1000 ? BigInt(text) : Number(text)
  return DECIMAL.test(text) ? Number(text) : text
}
