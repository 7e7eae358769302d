/** Streamed answers: bodies and events in any form. */
import { schemaOf } from '../protocol/smithy.ts'
import { toBytes } from '../protocol/wire.ts'
import { streamingMember } from '../protocol/write-response.ts'

type AnyIterable = Iterable<unknown> | AsyncIterable<unknown>

export const isIterable = (value: unknown): value is AnyIterable =>
  typeof value === 'object' &&
  value !== null &&
  (Symbol.asyncIterator in value || Symbol.iterator in value)

/** Whether a value has all its bytes. */
const isWhole = (value: unknown): boolean =>
  typeof value === 'string' || ArrayBuffer.isView(value) || value instanceof ArrayBuffer

/** Recognizes a Blob of another realm. */
const isBlob = (value: unknown): value is Blob =>
  typeof value === 'object' &&
  value !== null &&
  'arrayBuffer' in value &&
  typeof value.arrayBuffer === 'function'

/**
 * Returns a streamed body as bytes or a stream of them. Undefined for a value that is not a body.
 */
export function toBody(value: unknown): Uint8Array | AsyncIterable<Uint8Array> | undefined {
  if (isWhole(value)) return toBytes(value)
  if (isBlob(value)) return readBlob(value)
  return isIterable(value) ? readChunks(value) : undefined
}

async function* readBlob(blob: Blob): AsyncGenerator<Uint8Array> {
  yield toBytes(await blob.arrayBuffer())
}

async function* readChunks(chunks: AnyIterable): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield toBytes(chunk)
}

/** Whether a value can be read only once: a generator, a Node or web stream. */
const isConsumable = (value: unknown): value is AnyIterable =>
  isIterable(value) && !Array.isArray(value) && !isWhole(value)

/**
 * Makes a fixed answer repeatable: every call receives the content that the stream gave to the
 * first one.
 */
export function repeatable(answer: unknown, output: unknown): unknown {
  const name = streamingMember(schemaOf(output))?.name
  if (name === undefined || typeof answer !== 'object' || answer === null) return answer
  const stream: unknown = Reflect.get(answer, name)
  return isConsumable(stream) ? { ...answer, [name]: new Replay(stream) } : answer
}

class Replay implements AsyncIterable<unknown> {
  readonly #source: AsyncIterator<unknown>
  readonly #given: Promise<IteratorResult<unknown>>[] = []

  constructor(source: AnyIterable) {
    this.#source = iterate(source)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    for (let i = 0; ; i++) {
      const result = await (this.#given[i] ??= this.#source.next())
      if (result.done) return
      yield result.value
    }
  }
}

async function* iterate(source: AnyIterable): AsyncGenerator<unknown> {
  yield* source
}
