/** Reads a template's text from left to right. */
import { TemplateError, type Node } from './syntax.ts'

/** Parses the content of a string in double quotes, which is a template itself. */
export type Interpolate = (content: string) => readonly Node[]

const DEEPEST = 100

export class Reader {
  readonly text: string
  at = 0
  readonly interpolate: Interpolate
  #depth = 0

  constructor(text: string, interpolate: Interpolate) {
    this.text = text
    this.interpolate = interpolate
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  /** The next character, or one further on. Empty at the end. */
  peek(offset = 0): string {
    return this.text[this.at + offset] ?? ''
  }

  eat(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  /** Reads what a sticky expression matches here: its first group, or all. */
  take(expression: RegExp): string | undefined {
    expression.lastIndex = this.at
    const match = expression.exec(this.text)
    if (!match) return undefined
    this.at = expression.lastIndex
    return match[1] ?? match[0]
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
