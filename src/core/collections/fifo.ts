/**
 * A queue: first in, first out. `Set` and `Array.shift` slow down with the number of entries that
 * were taken out.
 */
export class Fifo<Entry> {
  #entries: Entry[] = []
  #head = 0

  get size(): number {
    return this.#entries.length - this.#head
  }

  /** The entry that is next to leave. */
  get first(): Entry | undefined {
    return this.#entries[this.#head]
  }

  push(entry: Entry): void {
    this.#entries.push(entry)
  }

  shift(): Entry | undefined {
    const entry = this.first
    if (this.size > 0) this.#head++
    // Taken entries are dropped in steps, so that each costs the same.
    if (this.#head >= 64 && this.#head * 2 >= this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head)
      this.#head = 0
    }
    return entry
  }

  /** Takes an entry out from anywhere. Looks at each before it. */
  remove(entry: Entry): void {
    const index = this.#entries.indexOf(entry, this.#head)
    if (index >= 0) this.#entries.splice(index, 1)
  }

  clear(): void {
    this.#entries = []
    this.#head = 0
  }
}
