/** The beginning of a streamed response: its metadata as JSON, and 8 null bytes. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html#response-transfer-mode-lambda-format

/** The content type of a stream that begins with metadata. */
export const PRELUDE_TYPE = 'application/vnd.awslambda.http-integration-response'

const SEPARATOR = Buffer.alloc(8)

// AWS: the same page (the separator is within the first 16 KB)
const MOST_BYTES = 16 * 1024

export interface Prelude {
  readonly metadata: unknown
  /** What of the body has come with it. */
  readonly rest: Uint8Array
}

/** Reads the metadata off the first chunks. */
export class PreludeReader {
  #bytes = Buffer.alloc(0)

  /** The prelude, once it is complete; `'malformed'` for a stream that does not begin with one. */
  add(chunk: Uint8Array): Prelude | 'malformed' | undefined {
    this.#bytes = Buffer.concat([this.#bytes, chunk])
    const at = this.#bytes.indexOf(SEPARATOR)
    if (at > MOST_BYTES) return 'malformed'
    if (at < 0) return this.#bytes.byteLength > MOST_BYTES ? 'malformed' : undefined
    const text = this.#bytes.subarray(0, at).toString('utf8')
    try {
      const metadata: unknown = JSON.parse(text)
      return { metadata, rest: this.#bytes.subarray(at + SEPARATOR.byteLength) }
    } catch {
      // The stream begins with something else.
      return 'malformed'
    }
  }
}
