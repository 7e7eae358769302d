/**
 * Servers of this process that running code reaches: extensions of functions, and whatever a service
 * opens. `miniregion/auto` looks here first. Without it, requests are intercepted only while there is
 * such a server: as long as a function with an extension runs, or until the service closes its own.
 */
import { processWide } from '../../core/process-wide.ts'
import { areGlobalsPatched, undoAtEnd } from '../../core/sandbox/install.ts'
import { currentEnvironment, type LocalServer } from '../../core/world-scope.ts'
import { toText } from '../../protocol/wire.ts'
import type { AwsRequest } from '../raw/raw.ts'
import { isAutoInstalled } from './installed.ts'
import { interceptFetch } from './intercept-fetch.ts'
import { interceptHttp, type InterceptedResponse, type Interceptor } from './intercept-http.ts'

/** The server that listens at a URL: one of the running code's environment, or an open one. */
export function localServerAt(url: string): LocalServer | undefined {
  const server = currentEnvironment()?.localServer
  if (server?.claims(url)) return server
  for (const open of shared.open) if (open.claims(url)) return open
  return undefined
}

export async function answerLocally(
  server: LocalServer,
  { method, url, headers, body }: AwsRequest,
): Promise<InterceptedResponse> {
  const lowerCased = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  const answer = await server.answer({
    method,
    url,
    headers: Object.fromEntries(lowerCased),
    body: body === undefined ? '' : toText(body),
  })
  return { ...answer, body: Buffer.from(answer.body) }
}

const interceptor: Interceptor = {
  claims: ({ url }) => localServerAt(url) !== undefined,
  answer(request) {
    const server = localServerAt(request.url)
    if (!server) throw new Error(`Nothing listens at ${request.url}.`)
    return answerLocally(server, request)
  },
  refuseConnection: () => undefined,
}

interface Shared {
  readonly open: Set<LocalServer>
  areReached: boolean
  /** Who needs the interceptors. */
  users: number
  undos: readonly (() => void)[]
}

const shared = processWide<Shared>('local-servers', () => ({
  open: new Set(),
  areReached: false,
  users: 0,
  undos: [],
}))

/** Intercepts requests until the returned function is called, and nobody else needs it. */
function intercept(): () => void {
  if (isAutoInstalled()) return () => undefined
  if (shared.users++ === 0) shared.undos = [interceptHttp(interceptor), interceptFetch(interceptor)]
  return () => {
    if (--shared.users > 0) return
    for (const undo of shared.undos) undo()
    shared.undos = []
  }
}

/** Lets code reach the server of its environment as long as any invocation runs. */
export function reachLocalServers(): void {
  if (shared.areReached || isAutoInstalled()) return
  shared.areReached = true
  const stop = intercept()
  undoAtEnd(() => {
    shared.areReached = false
    stop()
  })
}

/** Lets code reach a server until the returned function is called. */
export function openLocalServer(server: LocalServer): () => void {
  const stop = intercept()
  shared.open.add(server)
  return () => {
    shared.open.delete(server)
    // The end of a running invocation would bring the patch back with the rest of the host.
    if (areGlobalsPatched()) undoAtEnd(stop)
    else stop()
  }
}
