/** Prints values as Java's `toString` does. */
import { Budget } from './budget.ts'
import { TemplateError } from './syntax.ts'
import {
  Block,
  isHost,
  isList,
  isMap,
  JsonArray,
  SilentMap,
  type HostObject,
  type Texts,
  type Value,
} from './values.ts'

/** Renders a #define. */
export type RenderBlock = (block: Block) => string

/** Deeper than any payload that can be parsed. */
const DEEPEST = 450

/** Collects the text of one value. A value may contain another one many times, or itself. */
export class Printer implements Texts {
  readonly #budget: Budget
  readonly #renderBlock: RenderBlock
  #depth = 0

  constructor(budget: Budget, renderBlock: RenderBlock) {
    this.#budget = budget
    this.#renderBlock = renderBlock
  }

  readonly use = (steps: number): void => this.#budget.use(steps)

  // Recorded: test_input_path_template_formatting: {foo=bar}, a list of a JSON document as JSON
  print(value: Value): string {
    if (value === null) return 'null'
    if (typeof value !== 'object') return printScalar(value)
    return this.#enter(() => {
      if (value instanceof JsonArray) return this.#json(value)
      if (value instanceof SilentMap) return ''
      if (isList(value)) return `[${value.map((item) => this.print(item)).join(', ')}]`
      if (isMap(value)) return this.#printMap(value)
      return value instanceof Block ? this.#renderBlock(value) : this.#printHost(value)
    })
  }

  #printHost(host: HostObject): string {
    return host.print(this)
  }

  #printMap(map: ReadonlyMap<Value, Value>): string {
    const entries = [...map].map(([key, item]) => `${this.print(key)}=${this.print(item)}`)
    return `{${entries.join(', ')}}`
  }

  /** Compact JSON. */
  json(value: Value): string {
    return this.#enter(() => this.#json(value))
  }

  #json(value: Value): string {
    if (value === null || typeof value === 'boolean') return String(value)
    if (typeof value === 'string') return JSON.stringify(value)
    if (typeof value !== 'object') return printScalar(value)
    if (isList(value)) return `[${value.map((item) => this.json(item)).join(',')}]`
    if (isMap(value)) {
      const entries = [...value].map(
        ([key, item]) => `${JSON.stringify(this.print(key))}:${this.json(item)}`,
      )
      return `{${entries.join(',')}}`
    }
    return JSON.stringify(isHost(value) ? this.#printHost(value) : this.#renderBlock(value))
  }

  #enter(print: () => string): string {
    this.#budget.use()
    if (++this.#depth > DEEPEST) throw new TemplateError('a value that contains itself')
    const text = this.#budget.checked(print())
    this.#budget.use(text.length >> 8)
    this.#depth--
    return text
  }
}

const printScalar = (value: string | boolean | bigint | number): string =>
  typeof value === 'number' ? printDouble(value) : String(value)

/** `1.0`, `0.001`, `1.0E7`, `1.5E-4` */
// AWS: https://docs.oracle.com/javase/8/docs/api/java/lang/Double.html#toString-double-
function printDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e')
    return `${withDecimal(digits)}E${exponent.replace('+', '')}`
  }
  return withDecimal(Object.is(value, -0) ? '-0' : String(value))
}

const withDecimal = (digits: string): string => (digits.includes('.') ? digits : `${digits}.0`)

/** Prints a value outside of a rendering. */
export const printAlone = (value: Value): string => new Printer(new Budget(), () => '').print(value)
