/**
 * Servers on localhost that functions reach while they run: their extensions. `miniregion/auto` looks
 * here first. Without it, requests are intercepted only while a function with a server runs.
 */
import { processWide } from '../../core/process-wide.ts'
import { undoAtEnd } from '../../core/sandbox/install.ts'
import { currentEnvironment, type LocalServer } from '../../core/world-scope.ts'
import type { AwsRequest } from '../raw/raw.ts'
import { isAutoInstalled } from './installed.ts'
import { interceptFetch } from './intercept-fetch.ts'
import { interceptHttp, type InterceptedResponse, type Interceptor } from './intercept-http.ts'

/** The server of the running code that listens at a URL. */
export function localServerAt(url: string): LocalServer | undefined {
  const server = currentEnvironment()?.localServer
  return server?.claims(url) ? server : undefined
}

export async function answerLocally(
  server: LocalServer,
  { method, url, headers }: AwsRequest,
): Promise<InterceptedResponse> {
  const lowerCased = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  const answer = await server.answer({ method, url, headers: Object.fromEntries(lowerCased) })
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

const shared = processWide('local-servers', () => ({ areReached: false }))

/** Lets code reach the server of its environment as long as any invocation runs. */
export function reachLocalServers(): void {
  if (shared.areReached || isAutoInstalled()) return
  shared.areReached = true
  const undos = [interceptHttp(interceptor), interceptFetch(interceptor)]
  undoAtEnd(() => {
    shared.areReached = false
    for (const undo of undos) undo()
  })
}
