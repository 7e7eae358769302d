/** Frames of the WebSocket protocol (RFC 6455, section 5), as a server reads and writes them. */
import { isUtf8 } from 'node:buffer'
import { SOCKET_FRAME_LIMIT_BYTES, SOCKET_MESSAGE_LIMIT_BYTES } from '../../limits.ts'
import { isCloseCode } from '../close-codes.ts'

const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** What a client has sent. A close frame without a code has none here. */
export type Received =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ping'; readonly data: Buffer }
  | { readonly kind: 'close'; readonly code: number | undefined; readonly reason: string }

/** Bytes that end the connection, and the code of the close frame that answers them. */
export class ProtocolError extends Error {
  readonly code: 1002 | 1003 | 1007 | 1009

  constructor(code: ProtocolError['code']) {
    super(`WebSocket close code ${code}`)
    this.code = code
  }
}

interface Frame {
  readonly isLast: boolean
  readonly opcode: number
  readonly payload: Buffer
}

interface Header extends Omit<Frame, 'payload'> {
  readonly size: number
  readonly maskAt: number
}

const MASK_BYTES = 4
const CONTROL_LIMIT_BYTES = 125

/** Reads the frames of one client, in pieces of any size. */
export class FrameReader {
  #bytes: Buffer = Buffer.alloc(0)
  /** The frames of a text that is not complete. */
  #parts: Buffer[] | undefined
  #size = 0

  /** Undefined until the frame is complete. */
  #frame(): Frame | undefined {
    const header = readHeader(this.#bytes)
    if (!header) return undefined
    const { isLast, opcode, size, maskAt } = header
    const begin = maskAt + MASK_BYTES
    if (this.#bytes.length < begin + size) return undefined
    const payload = Buffer.from(this.#bytes.subarray(begin, begin + size))
    for (let i = 0; i < size; i++)
      payload[i] = (payload[i] ?? 0) ^ (this.#bytes[maskAt + (i % MASK_BYTES)] ?? 0)
    this.#bytes = this.#bytes.subarray(begin + size)
    return { isLast, opcode, payload }
  }

  /** @throws ProtocolError for bytes that end the connection, after what came before them */
  *read(chunk: Buffer): Generator<Received, void, undefined> {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk])
    for (let frame; (frame = this.#frame());) {
      const received = frame.opcode >= OPCODES.close ? control(frame) : this.#data(frame)
      if (received) yield received
    }
  }

  #data({ isLast, opcode, payload }: Frame): Received | undefined {
    // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html
    if (opcode === OPCODES.binary) throw new ProtocolError(1003)
    const isFirst = opcode === OPCODES.text
    // A message begins once, and continues only after that.
    if (isFirst === (this.#parts !== undefined)) throw new ProtocolError(1002)
    const parts = (this.#parts ??= [])
    parts.push(payload)
    this.#size += payload.length
    if (this.#size > SOCKET_MESSAGE_LIMIT_BYTES) throw new ProtocolError(1009)
    if (!isLast) return undefined
    this.#parts = undefined
    this.#size = 0
    return { kind: 'text', text: toText(Buffer.concat(parts)) }
  }
}

/** Undefined until the header is complete. */
function readHeader(bytes: Buffer): Header | undefined {
  if (bytes.length < 2) return undefined
  const [first = 0, second = 0] = bytes
  const isLast = (first & 0x80) !== 0
  const opcode = first & 0x0f
  const isControl = opcode >= OPCODES.close
  const isKnown = opcode <= (isControl ? OPCODES.pong : OPCODES.binary)
  const hasReservedBits = (first & 0x70) !== 0
  // Each frame of a client is masked.
  if (!isKnown || hasReservedBits || (second & 0x80) === 0) throw new ProtocolError(1002)
  const short = second & 0x7f
  if (isControl && (!isLast || short > CONTROL_LIMIT_BYTES)) throw new ProtocolError(1002)
  const maskAt = short === 127 ? 10 : short === 126 ? 4 : 2
  if (bytes.length < maskAt + MASK_BYTES) return undefined
  const size =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
  if (size > SOCKET_FRAME_LIMIT_BYTES) throw new ProtocolError(1009)
  return { isLast, opcode, size, maskAt }
}

function control({ opcode, payload }: Frame): Received | undefined {
  if (opcode === OPCODES.ping) return { kind: 'ping', data: payload }
  if (opcode === OPCODES.pong) return undefined
  if (payload.length === 0) return { kind: 'close', code: undefined, reason: '' }
  const code = payload.length === 1 ? 0 : payload.readUInt16BE(0)
  if (!isCloseCode(code)) throw new ProtocolError(1002)
  return { kind: 'close', code, reason: toText(payload.subarray(2)) }
}

function toText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new ProtocolError(1007)
  return bytes.toString('utf8')
}

/** The frames of a text, each within AWS's limit. */
export function textFrames(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  const frames: Buffer[] = []
  let at = 0
  do {
    const payload = bytes.subarray(at, at + SOCKET_FRAME_LIMIT_BYTES)
    const opcode = at === 0 ? OPCODES.text : OPCODES.continuation
    at += SOCKET_FRAME_LIMIT_BYTES
    frames.push(toFrame(opcode, payload, at >= bytes.length))
  } while (at < bytes.length)
  return Buffer.concat(frames)
}

export const pongFrame = (data: Buffer): Buffer => toFrame(OPCODES.pong, data, true)

/** A close frame. Without a code it is empty. */
export function closeFrame(code: number | undefined, reason = ''): Buffer {
  if (code === undefined) return toFrame(OPCODES.close, Buffer.alloc(0), true)
  const payload = Buffer.alloc(2 + Buffer.byteLength(reason))
  payload.writeUInt16BE(code)
  payload.write(reason, 2)
  return toFrame(OPCODES.close, payload, true)
}

/** Servers do not mask their frames. */
function toFrame(opcode: number, payload: Buffer, isLast: boolean): Buffer {
  const first = (isLast ? 0x80 : 0) | opcode
  const size = payload.length
  if (size < 126) return Buffer.concat([Buffer.from([first, size]), payload])
  const header = Buffer.alloc(4)
  header.writeUInt16BE((first << 8) | 126)
  header.writeUInt16BE(size, 2)
  return Buffer.concat([header, payload])
}
