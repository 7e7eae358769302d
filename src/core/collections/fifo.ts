/**
 * A queue, first in, first out. `Set` and `Array.shift` slow down with the number of removed
 * entries.
 */
export class Fifo<Entry> {
  #entries: (Entry | undefined)[] = []
  #head = 0

  get size(): number {
    return this.#entries.length - this.#head
  }

  /** The entry that leaves next. */
  get first(): Entry | undefined {
    return this.#entries[this.#head]
  }

  push(entry: Entry): void {
    this.#entries.push(entry)
  }

  shift(): Entry | undefined {
    if (this.size === 0) return undefined
    const entry = this.first
    // Its place is dropped later. Until then it must not keep the entry in memory.
    this.#entries[this.#head++] = undefined
    // Places are dropped in steps, so that each removal costs the same on average.
    if (this.size === 0) this.clear()
    else if (this.#head >= 64 && this.#head * 2 >= this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head)
      this.#head = 0
    }
    return entry
  }

  /** Removes an entry at any position. Looks at every entry before it. */
  remove(entry: Entry): void {
    const index = this.#entries.indexOf(entry, this.#head)
    if (index >= 0) this.#entries.splice(index, 1)
  }

  clear(): void {
    this.#entries.length = 0
    this.#head = 0
  }
}
