/**
 * The lowest layer of `miniregion/auto`: no socket connects to a host of AWS, whatever code opens
 * it. The layers above answer requests of node:http and `fetch`, and HTTP/1.1 over TLS. HTTP/2 and
 * plain sockets end here.
 */
import * as net from 'node:net'
import type { UnsupportedError } from '../../core/errors.ts'
import { BELOW } from './below.ts'

/** Returns the error for a connection to this host, or undefined to allow it. */
export type RefuseConnection = (hostname: string) => UnsupportedError | undefined

type Connect = ((this: net.Socket, ...args: unknown[]) => net.Socket) & {
  /** See intercept-http.ts. */
  [BELOW]?: Connect
}

/** Patches node:net until the returned function is called. */
export function interceptSockets(refuse: RefuseConnection): () => void {
  const prototype = net.Socket.prototype as unknown as { connect: Connect }
  const connect = prototype.connect[BELOW] ?? prototype.connect
  const guarded: Connect = function (...args) {
    const host = hostOf(args)
    const error = host === undefined ? undefined : refuse(host)
    if (!error) return connect.apply(this, args)
    // Node sets it too, so that code that waits for the connection does not treat the socket as
    // open.
    Reflect.set(this, 'connecting', true)
    // A microtask, because fake timers replace process.nextTick.
    void Promise.resolve().then(() => this.destroy(error))
    return this
  }
  guarded[BELOW] = connect
  prototype.connect = guarded
  return () => {
    if (prototype.connect === guarded) prototype.connect = connect
  }
}

/**
 * Returns the host of a connection: `connect(options)`, `connect(port, host)`, or the array into
 * which Node puts both. Undefined for a socket file, and for the default, localhost.
 */
function hostOf([first, second]: readonly unknown[]): string | undefined {
  if (Array.isArray(first)) return hostOf(first)
  const host: unknown = typeof first === 'object' && first !== null ? hostIn(first) : second
  return typeof host === 'string' ? host : undefined
}

const hostIn = (options: object): unknown =>
  Reflect.get(options, 'path') ? undefined : Reflect.get(options, 'host')
