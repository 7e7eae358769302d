/** Collects the nodes of a block while it is parsed. */
import type { Node } from './syntax.ts'

/** Neighbouring texts become one node. */
export class NodeList {
  readonly all: Node[] = []
  #text = ''
  /** Where the last piece of plain text begins: only blanks of it belong to a #set. */
  #plainFrom = 0

  addPlain(text: string): void {
    this.#plainFrom = this.#text.length
    this.#text += text
  }

  addSpecial(text: string): void {
    this.#text += text
    this.#plainFrom = this.#text.length
  }

  dropBlanks(): void {
    if (/^[ \t]*$/.test(this.#text.slice(this.#plainFrom)))
      this.#text = this.#text.slice(0, this.#plainFrom)
  }

  add(node: Node): void {
    this.flush()
    this.all.push(node)
  }

  flush(): void {
    if (this.#text !== '') this.all.push({ kind: 'text', text: this.#text })
    this.#text = ''
    this.#plainFrom = 0
  }
}
