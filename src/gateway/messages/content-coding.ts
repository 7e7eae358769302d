/** Bodies as `fetch` returns them: without their content encoding. Few have one. */
import { rooms } from '../rooms.ts'
import { lastHeader, type HeaderList } from './header-list.ts'

const isEncoded = (headers: HeaderList): boolean =>
  lastHeader(headers, 'content-encoding') !== undefined

type ByteStream = ReadableStream<Uint8Array<ArrayBuffer>>

/**
 * The body without its content encodings. A body with an unknown encoding stays encoded.
 *
 * @throws TypeError when the body does not have the encoding that its header names.
 */
export const decodeBody = (headers: HeaderList, body: Uint8Array | string): Uint8Array | string =>
  isEncoded(headers) ? rooms.decodeContent().decodeBody(headers, body) : body

/** A stream without its content encodings, chunk by chunk. */
export const decodeStream = (headers: HeaderList, stream: ByteStream): ByteStream =>
  isEncoded(headers) ? rooms.decodeContent().decodeStream(headers, stream) : stream
