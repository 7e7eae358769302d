/**
 * Bytes that never change: the content of objects. Copies, parts and joins of them share the
 * memory. Everything that leaves is a copy, so that no caller can change the content.
 */

/** The size of a stream's pieces, as Node's HTTP client has them. */
export const PIECE_BYTES: number = 64 * 1024

const inspectKey = Symbol.for('nodejs.util.inspect.custom')
const brandKey = Symbol.for('miniregion.immutableBytes')

/**
 * Whether a value is of this class, or of the class in another copy of the package: under
 * `isolate: false`, `miniregion/auto` stays while test files load new copies.
 */
export const isImmutableBytes = (value: unknown): value is ImmutableBytes =>
  value instanceof ImmutableBytes ||
  (typeof value === 'object' && value !== null && brandKey in value)

export class ImmutableBytes {
  static {
    Object.defineProperty(this.prototype, inspectKey, {
      configurable: true,
      value(this: ImmutableBytes): string {
        return `<${this.size} bytes>`
      },
    })
    Object.defineProperty(this.prototype, brandKey, { value: true })
  }

  static readonly empty: ImmutableBytes = new ImmutableBytes([], 0)

  readonly size: number
  readonly #kept: readonly Uint8Array[] | undefined

  private constructor(chunks: readonly Uint8Array[] | undefined, size: number) {
    this.#kept = chunks
    this.size = size
  }

  /** Bytes of which only the number is kept. */
  static gone(size: number): ImmutableBytes {
    return new ImmutableBytes(undefined, size)
  }

  get isGone(): boolean {
    return this.#kept === undefined
  }

  get #chunks(): readonly Uint8Array[] {
    if (!this.#kept) throw new Error(`These ${this.size} bytes are no longer kept.`)
    return this.#kept
  }

  /** Copies text as UTF-8, or bytes. */
  static from(content: string | Uint8Array): ImmutableBytes {
    if (typeof content === 'string') return ImmutableBytes.own(Buffer.from(content))
    // A large copy comes in slabs, whose memory is there sooner than that of one piece.
    return content.length > SLAB_BYTES
      ? new BytesBuilder(content.length).push(content).end()
      : ImmutableBytes.own(copyOf(content))
  }

  /** The same bytes as an instance of this copy of the package. */
  static adopt(bytes: ImmutableBytes): ImmutableBytes {
    return bytes instanceof ImmutableBytes
      ? bytes
      : ImmutableBytes.own((bytes as ImmutableBytes).bytes())
  }

  /** Takes bytes without a copy. The caller must not change them afterwards. */
  static own(bytes: Uint8Array): ImmutableBytes {
    return bytes.length === 0 ? ImmutableBytes.empty : new ImmutableBytes([bytes], bytes.length)
  }

  static join(parts: readonly ImmutableBytes[]): ImmutableBytes {
    let size = 0
    for (const part of parts) size += part.size
    return new ImmutableBytes(
      parts.flatMap((part) => part.#chunks),
      size,
    )
  }

  /** Returns the bytes from `start` up to `end`, which it does not include. */
  slice(start: number, end: number): ImmutableBytes {
    if (start === 0 && end >= this.size) return this
    const chunks: Uint8Array[] = []
    let at = 0
    for (const chunk of this.#chunks) {
      const from = Math.max(start - at, 0)
      const to = Math.min(end - at, chunk.length)
      if (from < to) chunks.push(chunk.subarray(from, to))
      at += chunk.length
    }
    return new ImmutableBytes(chunks, Math.max(0, Math.min(end, this.size) - start))
  }

  /** The memory itself, if it is one piece, for code that only reads it. */
  get only(): Uint8Array | undefined {
    const chunks = this.#chunks
    return chunks.length === 1 ? chunks[0] : undefined
  }

  /** Passes the memory itself to code that only reads it: checksums. */
  read(visit: (chunk: Uint8Array) => void): void {
    for (const chunk of this.#chunks) visit(chunk)
  }

  /** Returns a copy. */
  bytes(): Buffer {
    return Buffer.concat(this.#chunks)
  }

  /** The content as UTF-8. */
  text(): string {
    const [first] = this.#chunks
    const whole = first && this.#chunks.length === 1 ? first : this.bytes()
    return Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength).toString()
  }

  equals(other: ImmutableBytes): boolean {
    return this.size === other.size && (this === other || this.bytes().equals(other.bytes()))
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    yield* this.pieces()
  }

  /** Returns copies of the content's parts, in order. */
  *pieces(): Generator<Buffer> {
    for (const chunk of this.#chunks) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        yield copyOf(chunk.subarray(at, at + PIECE_BYTES))
      }
    }
  }

  /** @internal */
  static of(chunks: readonly Uint8Array[], size: number): ImmutableBytes {
    return new ImmutableBytes(chunks, size)
  }
}

/** A few bytes are a part of Node's pool. More cost less as memory of their own. */
const allocate = (size: number): Buffer =>
  size < 4096 ? Buffer.allocUnsafe(size) : Buffer.allocUnsafeSlow(size)

function copyOf(bytes: Uint8Array): Buffer {
  const copy = allocate(bytes.length)
  copy.set(bytes)
  return copy
}

/** Memory is taken in pieces of this size: the pages of a larger one are slow to come. */
const SLAB_BYTES = 1024 * 1024

/** Copies bytes as they arrive. */
export class BytesBuilder {
  readonly #slabs: Buffer[] = []
  #size = 0
  #free = 0
  #expected: number

  /** `expected`: how many bytes come in all, if that is known. */
  constructor(expected: number = SLAB_BYTES) {
    this.#expected = expected
  }

  get size(): number {
    return this.#size
  }

  push(bytes: Uint8Array): this {
    for (let at = 0; at < bytes.length;) {
      const slab = this.#slab()
      const count = Math.min(this.#free, bytes.length - at)
      slab.set(bytes.subarray(at, at + count), slab.length - this.#free)
      this.#free -= count
      at += count
    }
    this.#size += bytes.length
    return this
  }

  /** Returns the bytes. Nothing can be added afterwards. */
  end(): ImmutableBytes {
    const last = this.#slabs.length - 1
    const chunks = this.#slabs.map((slab, index) =>
      index === last && this.#free > 0 ? slab.subarray(0, slab.length - this.#free) : slab,
    )
    return ImmutableBytes.of(chunks, this.#size)
  }

  #slab(): Buffer {
    const open = this.#slabs.at(-1)
    if (open && this.#free > 0) return open
    const left = Math.max(this.#expected - this.#size, 1)
    this.#free = Math.min(SLAB_BYTES, left < 256 ? 256 : left)
    const slab = allocate(this.#free)
    this.#slabs.push(slab)
    return slab
  }
}
