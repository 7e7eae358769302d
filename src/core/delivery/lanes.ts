/** First in, first out per key: the first of each key is under way, the others wait behind it. */
import { Fifo } from '../collections/fifo.ts'

export class Lanes<Entry> {
  readonly #lanes = new Map<string, Fifo<Entry>>()

  /** Returns whether the entry is the first of its key and may begin. Without a key, each may. */
  enter(key: string | undefined, entry: Entry): boolean {
    if (key === undefined) return true
    let lane = this.#lanes.get(key)
    if (!lane) this.#lanes.set(key, (lane = new Fifo()))
    lane.push(entry)
    return lane.size === 1
  }

  /** Takes an entry out. Returns the next of its key, if that was waiting for this one. */
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
