/** A map that forgets entries after a time: deduplication ids, receive attempts. Forks at no cost. */
import { CopyOnWriteMap } from './copy-on-write-map.ts'
import { PriorityFifo } from './priority-fifo.ts'

interface Kept<Value> {
  readonly key: string
  readonly value: Value
  readonly until: number
}

const byEnd = (a: Kept<unknown>, b: Kept<unknown>): number => a.until - b.until

export class ExpiringMap<Value> {
  readonly #lifetime: number
  #entries = new CopyOnWriteMap<string, Kept<Value>>()
  #ends = new PriorityFifo<Kept<Value>>(byEnd)

  constructor(lifetime: number) {
    this.#lifetime = lifetime
  }

  fork(): ExpiringMap<Value> {
    const fork = new ExpiringMap<Value>(this.#lifetime)
    fork.#entries = this.#entries.fork()
    fork.#ends = this.#ends.fork()
    return fork
  }

  get(key: string, now: number): Value | undefined {
    const kept = this.#entries.get(key)
    return kept && kept.until > now ? kept.value : undefined
  }

  set(key: string, value: Value, now: number): void {
    this.#forget(now)
    const kept = { key, value, until: now + this.#lifetime }
    this.#entries.set(key, kept)
    this.#ends.push(kept)
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  clear(): void {
    this.#entries.clear()
    this.#ends.clear()
  }

  #forget(now: number): void {
    for (let first; (first = this.#ends.first) && first.until <= now;) {
      this.#ends.shift()
      if (this.#entries.get(first.key) === first) this.#entries.delete(first.key)
    }
  }
}
