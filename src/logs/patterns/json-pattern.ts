/** `{ $.eventType = "UpdateTrail" && ($.latency > 500 || $.error NOT EXISTS) }` */
import { invalidPattern } from '../errors.ts'
import { WILDCARDS } from '../limits.ts'
import { parseCondition, type ConditionValue } from './condition.ts'
import type { FilterPattern, PatternMatch } from './filter-pattern.ts'
import { parseSelector, type Selector } from './json-path.ts'
import { Scanner } from './scanner.ts'

type JsonTest = (root: unknown) => boolean

// AWS: FilterAndPatternSyntax.html: other values need quotation marks. Addresses with a wildcard
// (`123.123.*`) do not.
const BARE = /[\w.*+-]+/y

export function parseJsonPattern(text: string): FilterPattern {
  const scanner = new Scanner(text)
  const parser = new JsonPatternParser(scanner)
  const test = parser.expression()
  scanner.skipSpaces()
  if (!scanner.isAtEnd) throw scanner.refuse()
  return {
    match(message) {
      const root = parsed(message)
      return typeof root === 'object' && root !== null && test(root) ? matchOf(root) : undefined
    },
    declares: (reference) => selectorOf(reference) !== undefined,
  }
}

/** Parses a message. Undefined if it is not JSON. */
function parsed(message: string): unknown {
  try {
    return JSON.parse(message) as unknown
  } catch {
    // Any text is a message.
    return undefined
  }
}

const matchOf = (root: object): PatternMatch => ({
  // AWS: API_MetricFilterMatchRecord.html: fields are extracted by space-delimited patterns.
  extracted: {},
  valueOf(reference) {
    const [value] = selectorOf(reference)?.select(root) ?? []
    return isScalar(value) || typeof value === 'boolean' ? String(value) : undefined
  },
})

/** Parses `$.latency`. Undefined for any other text. */
function selectorOf(reference: string): Selector | undefined {
  try {
    const scanner = new Scanner(reference)
    const selector = parseSelector(scanner)
    return scanner.isAtEnd && !selector.hasWildcard ? selector : undefined
  } catch {
    // The text of a metric value may be a number, or the reference of another kind of pattern.
    return undefined
  }
}

const isScalar = (value: unknown): value is ConditionValue =>
  typeof value === 'string' || typeof value === 'number'

class JsonPatternParser {
  readonly #scanner: Scanner
  #wildcards = 0

  constructor(scanner: Scanner) {
    this.#scanner = scanner
  }

  /** AWS: FilterAndPatternSyntax.html: the order of operations is () > && > ||. */
  expression(): JsonTest {
    const tests = [this.#conjunction()]
    while (this.#scanner.take('||')) tests.push(this.#conjunction())
    return tests.length === 1 && tests[0] ? tests[0] : (root) => tests.some((test) => test(root))
  }

  #conjunction(): JsonTest {
    const tests = [this.#unit()]
    while (this.#scanner.take('&&')) tests.push(this.#unit())
    return tests.length === 1 && tests[0] ? tests[0] : (root) => tests.every((test) => test(root))
  }

  #unit(): JsonTest {
    if (this.#scanner.take('(')) {
      const inner = this.expression()
      this.#scanner.expect(')')
      return inner
    }
    this.#scanner.skipSpaces()
    const { select, hasWildcard } = parseSelector(this.#scanner)
    // AWS: FilterAndPatternSyntax.html: three wildcard selectors in a pattern.
    if (hasWildcard && ++this.#wildcards > WILDCARDS) throw invalidPattern()
    if (this.#word('NOT')) {
      if (!this.#word('EXISTS')) throw this.#scanner.refuse()
      return (root) => select(root).length === 0
    }
    if (this.#word('IS')) {
      const wanted = this.#constant()
      return (root) => select(root).some((value) => value === wanted)
    }
    const condition = parseCondition(this.#scanner, BARE)
    // AWS: FilterAndPatternSyntax.html: a selector that points to anything but a string or a number
    // matches nothing, not even with !=.
    return (root) => select(root).some((value) => isScalar(value) && condition(value))
  }

  #constant(): null | boolean {
    if (this.#word('NULL')) return null
    if (this.#word('TRUE')) return true
    if (this.#word('FALSE')) return false
    throw this.#scanner.refuse()
  }

  #word(word: string): boolean {
    this.#scanner.skipSpaces()
    return this.#scanner.takeForm(new RegExp(`${word}\\b`, 'y')) !== undefined
  }
}
