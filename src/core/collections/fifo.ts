/** Fewer empty places than this are not worth dropping. */
const FEW = 64

/**
 * A queue, first in, first out. `Set` and `Array.shift` slow down with the number of removed
 * entries.
 */
export class Fifo<Entry> {
  /** Places before the head and from the tail on are empty. */
  #entries: (Entry | undefined)[] = []
  #head = 0
  #tail = 0

  get size(): number {
    return this.#tail - this.#head
  }

  /** The entry that leaves next. */
  get first(): Entry | undefined {
    return this.#entries[this.#head]
  }

  push(entry: Entry): void {
    this.#entries[this.#tail++] = entry
  }

  shift(): Entry | undefined {
    if (this.size === 0) return undefined
    const entry = this.first
    // Its place is dropped later. Until then it must not keep the entry in memory.
    this.#entries[this.#head++] = undefined
    // Places are dropped in steps, so that each removal costs the same on average.
    if (this.size === 0) this.#empty()
    else if (this.#head >= FEW && this.#head * 2 >= this.#tail) {
      this.#entries = this.#entries.slice(this.#head, this.#tail)
      this.#tail -= this.#head
      this.#head = 0
    }
    return entry
  }

  /** Removes an entry at any position. Looks at every entry before it. */
  remove(entry: Entry): void {
    const index = this.#entries.indexOf(entry, this.#head)
    if (index < 0) return
    this.#entries.splice(index, 1)
    this.#tail--
  }

  *[Symbol.iterator](): Generator<Entry, undefined> {
    for (let at = this.#head; at < this.#tail; at++) yield this.#entries[at] as Entry
  }

  clear(): void {
    this.#entries.length = 0
    this.#head = this.#tail = 0
  }

  /** Many queues hold one entry at a time, whose place the next one takes. */
  #empty(): void {
    if (this.#tail >= FEW) this.#entries.length = 0
    this.#head = this.#tail = 0
  }
}
