/** Reads text from left to right: what the readers of templates and of JSONPath have in common. */
export class TextReader {
  readonly text: string
  at = 0

  constructor(text: string) {
    this.text = text
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
}
