/**
 * The framing of streamed uploads, "aws-chunked": each chunk follows its size in hexadecimal, with
 * an optional `;chunk-signature=...`; trailing headers follow the chunk of size 0.
 *
 * ```
 * 3\r\n abc\r\n 0\r\n x-amz-checksum-crc32:NSRBwg==\r\n \r\n
 * ```
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
import { ServiceError } from '../../core/errors.ts'

const LONGEST_LINE = 16 * 1024

/**
 * Reads frames from pieces of any size.
 *
 * S3 refuses a chunk of less than 8 KiB that is not the last one (InvalidChunkSizeError). This
 * reader accepts it: the pieces of a test's stream say nothing about those in production.
 */
export class FrameReader {
  /** The trailing headers, with names in lower case. */
  readonly trailers: Map<string, string> = new Map()
  readonly #take: (content: Buffer) => void
  #reads: 'size' | 'content' | 'lineBreak' | 'trailers' | 'nothing' = 'size'
  #line = ''
  #left = 0

  /** `take` receives the content of the chunks, in order. */
  constructor(take: (content: Buffer) => void) {
    this.#take = take
  }

  push(piece: Buffer): void {
    for (let at = 0; at < piece.length && this.#reads !== 'nothing';) {
      at = this.#reads === 'content' ? this.#readContent(piece, at) : this.#readLine(piece, at)
    }
  }

  /** Throws S3's answer to a body that ends before its last frame. */
  end(): void {
    if (this.#reads === 'trailers') this.#endLine('')
    if (this.#reads !== 'nothing') throw incomplete()
  }

  #readContent(piece: Buffer, at: number): number {
    const end = Math.min(piece.length, at + this.#left)
    this.#take(piece.subarray(at, end))
    this.#left -= end - at
    if (this.#left === 0) this.#reads = 'lineBreak'
    return end
  }

  #readLine(piece: Buffer, at: number): number {
    const end = piece.indexOf('\n', at)
    this.#line += piece.toString('latin1', at, end < 0 ? undefined : end)
    if (this.#line.length > LONGEST_LINE) throw malformed()
    if (end < 0) return piece.length
    const line = this.#line.replace(/\r$/, '')
    this.#line = ''
    this.#endLine(line)
    return end + 1
  }

  #endLine(line: string): void {
    switch (this.#reads) {
      case 'size':
        this.#beginChunk(line)
        break
      case 'lineBreak':
        if (line !== '') throw malformed()
        this.#reads = 'size'
        break
      default:
        this.#readTrailer(line)
    }
  }

  #beginChunk(line: string): void {
    const [, digits] = /^([0-9a-f]{1,12})(?:;|$)/i.exec(line) ?? []
    if (digits === undefined) throw malformed()
    const size = Number.parseInt(digits, 16)
    this.#left = size
    this.#reads = size === 0 ? 'trailers' : 'content'
  }

  #readTrailer(line: string): void {
    if (line === '') {
      this.#reads = 'nothing'
      return
    }
    const colon = line.indexOf(':')
    if (colon < 1) throw malformedTrailer()
    this.trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
}

// Unverified: the answer to frames that are not frames.
const malformed = (): ServiceError =>
  new ServiceError('InvalidRequest', 'The chunks of the request body are not well-formed.')

// AWS: ErrorResponses.html.
const malformedTrailer = (): ServiceError =>
  new ServiceError(
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  )

// AWS: ErrorResponses.html.
export const incomplete = (expected?: number, provided?: number): ServiceError =>
  new ServiceError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
    {
      // Seen: versity/versitygw#1684, which quotes S3.
      fields:
        expected === undefined
          ? {}
          : { NumberBytesExpected: expected, NumberBytesProvided: provided },
    },
  )
