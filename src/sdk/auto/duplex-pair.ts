import { Duplex } from 'node:stream'

/** One end of a connection that never leaves the process. */
class Socket extends Duplex {
  peer: Socket | undefined
  #resume: (() => void) | undefined

  override _read(): void {
    const resume = this.#resume
    this.#resume = undefined
    resume?.()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const { peer } = this
    if (!peer || peer.destroyed) return done()
    if (peer.push(chunk)) done()
    else peer.#resume = done
  }

  override _final(done: () => void): void {
    this.peer?.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const { peer } = this
    this.peer = undefined
    if (peer && !peer.destroyed) peer.destroy()
    done(error)
  }

  // Methods that Node's http and the SDK's handler call on a real socket. This one cannot be idle
  // or slow.
  setTimeout(): this {
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
}

export function createDuplexPair(): readonly [Duplex, Duplex] {
  const [near, far] = [new Socket(), new Socket()]
  near.peer = far
  far.peer = near
  return [near, far]
}
