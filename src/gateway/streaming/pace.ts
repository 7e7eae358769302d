/** Passes chunks on at the speed of AWS: the first ones at once, the rest at a rate. */
import type { Timer } from '../../core/time/clock.ts'
import type { World } from '../../core/world/world.ts'
import type { LiveBody } from '../messages/live-body.ts'

export interface Bandwidth {
  /** Bytes without a limit. */
  readonly freeBytes: number
  readonly bytesPerSecond: number
}

/** The part of the rest that is passed on at once. */
const PIECE_BYTES = 256 * 1024

export class PacedBody {
  readonly #world: World
  readonly #body: LiveBody
  readonly #bandwidth: Bandwidth
  #free: number
  #waiting: Uint8Array[] = []
  #timer: Timer | undefined
  #atEnd: (() => void) | undefined
  /** Tells the region that nothing waits any more. */
  #endWork: (() => void) | undefined

  constructor(world: World, body: LiveBody, bandwidth: Bandwidth) {
    this.#world = world
    this.#body = body
    this.#bandwidth = bandwidth
    this.#free = bandwidth.freeBytes
  }

  push(chunk: Uint8Array): void {
    const now = Math.min(this.#free, chunk.byteLength)
    this.#free -= now
    if (now > 0) this.#body.push(chunk.subarray(0, now))
    for (let at = now; at < chunk.byteLength; at += PIECE_BYTES)
      this.#waiting.push(chunk.slice(at, at + PIECE_BYTES))
    this.#schedule()
  }

  /** Calls `end` once everything was passed on. */
  finish(end: () => void): void {
    if (this.#waiting.length === 0) end()
    else this.#atEnd = end
  }

  /** Drops what waits. */
  stop(): void {
    this.#world.clock.cancel(this.#timer)
    this.#waiting = []
    this.#atEnd = undefined
    this.#noteEmpty()
  }

  #noteEmpty(): void {
    this.#endWork?.()
    this.#endWork = undefined
  }

  #schedule(): void {
    const [piece] = this.#waiting
    if (!piece || this.#timer) return
    this.#endWork ??= this.#world.work.begin(() => 'a streamed response, sent at 2 MB/s')
    const milliseconds = (piece.byteLength / this.#bandwidth.bytesPerSecond) * 1000
    this.#timer = this.#world.clock.schedule(milliseconds, () => this.#passOn(), 'work')
  }

  #passOn(): void {
    this.#timer = undefined
    const piece = this.#waiting.shift()
    if (piece) this.#body.push(piece)
    this.#schedule()
    if (this.#waiting.length > 0) return
    const end = this.#atEnd
    this.#atEnd = undefined
    end?.()
    this.#noteEmpty()
  }
}
