/** A queue per key. The first entry of each key runs, and the others wait behind it. */
import { Fifo } from '../collections/fifo.ts'

export class Lanes<Entry> {
  readonly #lanes = new Map<string, Fifo<Entry>>()

  /** Returns whether the entry may begin: it is the first of its key, or has no key. */
  enter(key: string | undefined, entry: Entry): boolean {
    if (key === undefined) return true
    let lane = this.#lanes.get(key)
    if (!lane) this.#lanes.set(key, (lane = new Fifo()))
    lane.push(entry)
    return lane.size === 1
  }

  /** Removes an entry. Returns the next entry of its key if that one waited for it. */
  leave(key: string | undefined, entry: Entry): Entry | undefined {
    const lane = key === undefined ? undefined : this.#lanes.get(key)
    if (key === undefined || !lane) return undefined
    if (lane.first !== entry) {
      lane.remove(entry)
      return undefined
    }
    lane.shift()
    if (lane.size === 0) this.#lanes.delete(key)
    return lane.first
  }

  clear(): void {
    this.#lanes.clear()
  }
}
