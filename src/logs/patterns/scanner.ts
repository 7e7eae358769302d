/** Reads the parts that all kinds of filter patterns have: quoted texts, `%regex%`, bare words. */
import { invalidCharacters, invalidPattern } from '../errors.ts'
import { REGEXES } from '../limits.ts'
import { compileRegex, type Regex } from './regex.ts'

export class Scanner {
  readonly #text: string
  #at = 0
  #regexes = 0

  constructor(text: string) {
    this.#text = text
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length
  }

  /** The next character. */
  get next(): string {
    return this.#text.charAt(this.#at)
  }

  skipSpaces(): void {
    while (/\s/.test(this.next)) this.#at++
  }

  /** Takes `token` if it comes next, after spaces. */
  take(token: string): boolean {
    this.skipSpaces()
    if (!this.#text.startsWith(token, this.#at)) return false
    this.#at += token.length
    return true
  }

  /** Takes the longest text that `form`, a sticky expression, matches. */
  takeForm(form: RegExp): string | undefined {
    form.lastIndex = this.#at
    const found = form.exec(this.#text)?.[0]
    if (found === undefined || found === '') return undefined
    this.#at += found.length
    return found
  }

  /** Takes `token` or refuses the pattern. */
  expect(token: string): void {
    if (!this.take(token)) throw this.refuse()
  }

  /** `"INTERNAL SERVER ERROR"`. A backslash before a quotation mark or itself makes it ordinary. */
  quoted(): string {
    let content = ''
    this.#at++
    while (!this.isAtEnd) {
      const character = this.next
      this.#at++
      if (character === '"') return content
      if (character === '\\' && /["\\]/.test(this.next)) {
        content += this.next
        this.#at++
      } else content += character
    }
    throw invalidPattern()
  }

  /** `%10\.10\.0\.1%` */
  regex(): Regex {
    const end = this.#text.indexOf('%', this.#at + 1)
    if (end < 0) throw invalidPattern()
    const source = this.#text.slice(this.#at + 1, end)
    this.#at = end + 1
    // AWS: FilterAndPatternSyntax.html, "Quotas".
    if (++this.#regexes > REGEXES) throw invalidPattern()
    return compileRegex(source)
  }

  /** The error for the characters at this place: `Invalid character(s) in term '$."'`. */
  refuse(): Error {
    this.skipSpaces()
    while (/[^\w\s]/.test(this.#text.charAt(this.#at - 1))) this.#at--
    const found = this.takeForm(/[^\w\s]+/y)
    return found === undefined ? invalidPattern() : invalidCharacters(found)
  }
}
