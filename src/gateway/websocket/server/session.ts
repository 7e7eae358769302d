/** A connection over a socket: the protocol's conversation after the handshake. */
import type { Duplex } from 'node:stream'
import type { SocketClosed } from '../../api/websocket/connection.ts'
import type { LiveEnd } from '../../api/websocket/state.ts'
import {
  closeFrame,
  FrameReader,
  pongFrame,
  ProtocolError,
  textFrames,
  type Received,
} from './frames.ts'

/** What a client does. */
export interface SessionEvents {
  message(text: string): void
  /** The client has closed the connection. `code` is undefined for a frame without one. */
  closed(code: number | undefined, reason: string): void
  /** The connection has broken, or the client has sent what ends it: the gateway's code. */
  failed(code: number): void
}

export class SocketSession implements LiveEnd {
  readonly #socket: Duplex
  readonly #events: SessionEvents
  readonly #frames = new FrameReader()
  #isOpen = true

  constructor(socket: Duplex, events: SessionEvents) {
    this.#socket = socket
    this.#events = events
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('close', () => this.#fail(1006))
    socket.on('end', () => this.#fail(1006))
  }

  message(text: string): void {
    if (this.#isOpen) this.#socket.write(textFrames(text))
  }

  close({ code, reason }: SocketClosed): void {
    this.#finish(closeFrame(code, reason))
  }

  end(): void {
    this.#finish(closeFrame(1001))
  }

  #read(chunk: Buffer): void {
    try {
      for (const received of this.#frames.read(chunk)) {
        // A close frame ends the conversation, as a function behind an earlier message may.
        if (!this.#isOpen) return
        this.#receive(received)
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.#fail(error.code)
    }
  }

  #receive(received: Received): void {
    switch (received.kind) {
      case 'text':
        return this.#events.message(received.text)
      case 'ping':
        this.#socket.write(pongFrame(received.data))
        return
      case 'close':
        this.#finish(closeFrame(received.code, received.reason))
        this.#events.closed(received.code, received.reason)
    }
  }

  #fail(code: number): void {
    if (!this.#isOpen) return
    this.#finish(code === 1006 ? undefined : closeFrame(code))
    this.#events.failed(code)
  }

  /** RFC 6455, section 7.1.1: the server closes the socket first. */
  #finish(frame: Buffer | undefined): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#socket.end(frame)
    // Reads on, so that the client's answer does not reset the socket.
    this.#socket.resume()
  }
}
