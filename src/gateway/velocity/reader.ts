/** Reads a template's text from left to right. */
import { TemplateError, type Node } from './syntax.ts'
import { TextReader } from './text-reader.ts'

/** Parses the content of a string in double quotes, which is a template itself. */
export type Interpolate = (content: string) => readonly Node[]

const DEEPEST = 100

export class Reader extends TextReader {
  readonly interpolate: Interpolate
  #depth = 0

  constructor(text: string, interpolate: Interpolate) {
    super(text)
    this.interpolate = interpolate
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  /** The next character, or one further on. Empty at the end. */
  peek(offset = 0): string {
    return this.text[this.at + offset] ?? ''
  }

  expect(text: string): void {
    if (!this.eat(text)) throw this.fail(`expected '${text}'`)
  }

  skipWhitespace(): void {
    while (' \t\r\n'.includes(this.peek()) && !this.isAtEnd) this.at++
  }

  /** Reads something that may contain itself. */
  nested<Result>(read: () => Result): Result {
    if (++this.#depth > DEEPEST) throw this.fail('too deeply nested')
    const result = read()
    this.#depth--
    return result
  }

  /** The error of a template that cannot be parsed, with the place in it. */
  fail(problem: string, at: number = this.at): TemplateError {
    const before = this.text.slice(0, at).split('\n')
    const column = (before.at(-1)?.length ?? 0) + 1
    return new TemplateError(`line ${before.length}, column ${column}: ${problem}`)
  }
}
