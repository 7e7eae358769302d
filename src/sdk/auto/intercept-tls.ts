/**
 * Intercepts secure connections that clients open themselves, past node:http and `fetch`: undici's
 * dispatchers, and agents with connections of their own. One to a host of AWS ends at a server in
 * the process. Only HTTP/1.1 is spoken there; other connections end in intercept-sockets.ts.
 */
import tls from 'node:tls'
import type { Duplex } from 'node:stream'
import { toUrlHost } from '../claimed.ts'
import { BELOW } from './below.ts'
import { createDuplexPair } from './duplex-pair.ts'
import { answerOver, type Interceptor } from './intercept-http.ts'

type Connect = ((...args: unknown[]) => unknown) & {
  /** See intercept-http.ts. */
  [BELOW]?: Connect
}

interface Options {
  readonly host?: string
  readonly port?: number | string
  /** A connection to run over, such as one to a proxy. */
  readonly socket?: unknown
  readonly ALPNProtocols?: unknown
}

/** Patches node:tls until the returned function is called. */
export function interceptTls(interceptor: Interceptor): () => void {
  const module = tls as unknown as { connect: Connect }
  const connect = module.connect[BELOW] ?? module.connect
  const guarded: Connect = function (...args) {
    const options: unknown = args[0]
    const isOurs = isOptions(options) && speaksHttp1(options) && claims(interceptor, options)
    return isOurs ? connected(options, interceptor) : connect(...args)
  }
  guarded[BELOW] = connect
  module.connect = guarded
  return () => {
    if (module.connect === guarded) module.connect = connect
  }
}

type OptionsOfHost = Options & { readonly host: string }

const isOptions = (options: unknown): options is OptionsOfHost =>
  typeof options === 'object' &&
  options !== null &&
  typeof Reflect.get(options, 'host') === 'string' &&
  Reflect.get(options, 'socket') === undefined

const speaksHttp1 = ({ ALPNProtocols: names }: Options): boolean =>
  names === undefined || (Array.isArray(names) && names.includes('http/1.1'))

/** `https://bucket.s3.us-east-1.amazonaws.com` */
const originOf = ({ host, port = 443 }: OptionsOfHost): string =>
  `https://${toUrlHost(host)}${Number(port) === 443 ? '' : `:${port}`}`

/** Whether requests to a host are answered. It is asked without a request, which comes later. */
const claims = (interceptor: Interceptor, options: OptionsOfHost): boolean =>
  interceptor.claims({ method: 'GET', url: `${originOf(options)}/`, headers: {} })

/** Returns a socket that looks connected to a host. */
function connected(options: OptionsOfHost, interceptor: Interceptor): Duplex {
  const [near, far] = createDuplexPair()
  answerOver(far, {
    urlOf: (target) => `${originOf(options)}${target}`,
    fail: (error) => near.destroy(error),
    interceptor,
  })
  Object.assign(near, {
    encrypted: true,
    authorized: true,
    servername: options.host,
    alpnProtocol: 'http/1.1',
  })
  // A microtask, because fake timers replace process.nextTick.
  void Promise.resolve().then(() => near.emit('secureConnect'))
  return near
}
