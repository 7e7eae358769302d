/** What a client sends: the text of a message, or the code with which the gateway refuses it. */
import { shownValue } from '../../../core/checks.ts'
import { MisuseError } from '../../../core/errors.ts'
import { SOCKET_FRAME_LIMIT_BYTES, SOCKET_MESSAGE_LIMIT_BYTES } from '../../limits.ts'

/** Options of `send`. */
export interface WebSocketSendOptions {
  /**
   * Splits the message into frames of at most this many bytes, as clients do for messages of more
   * than 32 KB. Default: one frame.
   */
  readonly frameSize?: number
}

/** A message, or the code of the close frame that answers it. */
export type Outgoing = { readonly text: string } | { readonly closeCode: 1003 | 1009 }

/** @throws MisuseError for a value that is no message */
export function toOutgoing(message: unknown, { frameSize }: WebSocketSendOptions): Outgoing {
  if (frameSize !== undefined && (!Number.isInteger(frameSize) || frameSize < 1)) {
    throw new MisuseError(
      `send received the frameSize ${shownValue(frameSize)}.`,
      'a whole number of bytes of at least 1',
    )
  }
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html
  // (no binary frames: the connection is closed with 1003)
  if (isBytes(message)) return { closeCode: 1003 }
  const text = toText(message)
  const size = Buffer.byteLength(text)
  const isTooLarge =
    size > SOCKET_MESSAGE_LIMIT_BYTES ||
    Math.min(frameSize ?? size, size) > SOCKET_FRAME_LIMIT_BYTES
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
  return isTooLarge ? { closeCode: 1009 } : { text }
}

const isBytes = (value: unknown): boolean =>
  ArrayBuffer.isView(value) ||
  value instanceof ArrayBuffer ||
  (typeof Blob === 'function' && value instanceof Blob)

function toText(message: unknown): string {
  // A frame of text is UTF-8, so that a lone surrogate arrives as U+FFFD.
  if (typeof message === 'string') return Buffer.from(message, 'utf8').toString('utf8')
  const text = JSON.stringify(message) as string | undefined
  if (text !== undefined) return text
  throw new MisuseError(`send received ${shownValue(message)}.`, 'text, or a value for JSON')
}
