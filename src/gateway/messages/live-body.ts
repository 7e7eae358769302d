/** A response body that is sent as it comes, and keeps what was sent. */

/** How a body ended. */
type End = { readonly error: Error | undefined; readonly onSeen: (() => void) | undefined }

export class LiveBody {
  readonly #chunks: Uint8Array[] = []
  readonly #readers = new Set<() => void>()
  readonly #ended: Promise<void>
  #end: End | undefined
  #markEnded: () => void = () => undefined
  #onCancel: () => void

  /** `onCancel`: the client has gone away before the end. */
  constructor(onCancel: () => void = () => undefined) {
    this.#onCancel = onCancel
    this.#ended = new Promise((resolve) => {
      this.#markEnded = resolve
    })
  }

  get isOpen(): boolean {
    return this.#end === undefined
  }

  /** Resolves when the body has ended, in any way. */
  get ended(): Promise<void> {
    return this.#ended
  }

  /** What was sent so far. */
  get bytes(): Uint8Array {
    return Buffer.concat(this.#chunks)
  }

  push(chunk: Uint8Array): void {
    if (this.#end || chunk.byteLength === 0) return
    // A copy: the writer may use its buffer again.
    this.#chunks.push(Uint8Array.prototype.slice.call(chunk))
    this.#wake()
  }

  end(): void {
    this.#finish({ error: undefined, onSeen: undefined })
  }

  /** Breaks the connection. `onSeen`: a reader has met the error. */
  fail(error: Error, onSeen?: () => void): void {
    this.#finish({ error, onSeen })
  }

  /** The client goes away: nothing more is sent. */
  cancel(reason: Error = new DOMException('The client has gone away.', 'AbortError')): void {
    if (this.#end) return
    this.#finish({ error: reason, onSeen: undefined })
    this.#onCancel()
  }

  /**
   * A stream of the body from its beginning, also of what was sent before. Cancelling the client's
   * stream ends the body; cancelling any other one does not.
   */
  stream(reader: 'client' | 'record'): ReadableStream<Uint8Array<ArrayBuffer>> {
    let next = 0
    return new ReadableStream(
      {
        pull: async (controller) => {
          while (next === this.#chunks.length && !this.#end) await this.#more()
          const chunk = this.#chunks[next]
          if (chunk) {
            next++
            // A copy: the reader may change or transfer it.
            controller.enqueue(new Uint8Array(chunk))
            return
          }
          const { error, onSeen } = this.#end ?? {}
          if (error) {
            onSeen?.()
            controller.error(error)
          } else controller.close()
        },
        cancel: () => {
          if (reader === 'client') this.cancel()
        },
      },
      { highWaterMark: 0 },
    )
  }

  #more(): Promise<void> {
    return new Promise((resolve) => this.#readers.add(resolve))
  }

  #finish(end: End): void {
    if (this.#end) return
    this.#end = end
    this.#wake()
    this.#markEnded()
  }

  #wake(): void {
    const readers = [...this.#readers]
    this.#readers.clear()
    for (const wake of readers) wake()
  }
}
