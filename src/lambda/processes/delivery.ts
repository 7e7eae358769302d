import type { PostedError } from './posted-error.ts'

/** An invocation, as the API sees it. */
export interface Delivery {
  readonly requestId: string
  readonly headers: Readonly<Record<string, string>>
  readonly event: string
  /** Receives the chunks of a response as the process writes them. */
  onChunk(chunk: Uint8Array, contentType: string): void
  /** A response that was streamed is its bytes; another one may be JSON. */
  answer(bytes: Uint8Array, isStreamed: boolean): void
  fail(error: PostedError): void
  failTooLarge(): void
}
