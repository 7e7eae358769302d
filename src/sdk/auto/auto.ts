/**
 * `miniregion/auto`: the current region answers every SDK v3 client in the process, and no request
 * reaches a host of AWS.
 */
import { currentWorld } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import { fillEnvironment } from './environment.ts'
import { installed, setInstalled } from './installed.ts'
import { interceptFetch } from './intercept-fetch.ts'
import { interceptHttp, type InterceptedResponse, type Interceptor } from './intercept-http.ts'
import { interceptSockets } from './intercept-sockets.ts'
import { interceptTls } from './intercept-tls.ts'
import { answerLocally, localServerAt } from './local-servers.ts'
import { createClientPatches } from './patch-clients.ts'
import { isClaimed, refuseConnection } from '../claimed.ts'
import type { AwsRequest, AwsResponse } from '../raw/raw.ts'
import { rooms } from '../rooms.ts'

export interface AutoOptions {
  /**
   * Answers a request to an AWS host that no adopted client made. Default: like an AWS API call.
   */
  readonly answer?: (world: World, request: AwsRequest) => Promise<InterceptedResponse>
}

const answerRaw = (world: World, request: AwsRequest): Promise<AwsResponse> =>
  rooms.raw().handleAwsRequest(world, request)

/** Installs all layers once, for all copies of this package in the process. */
export function installAuto({ answer = answerRaw }: AutoOptions = {}): () => void {
  const before = installed()
  if (before) return before
  const clients = createClientPatches()
  const interceptor: Interceptor = {
    claims: (request) =>
      localServerAt(request.url) !== undefined || isClaimed(currentWorld(), request),
    answer(request) {
      const local = localServerAt(request.url)
      if (local) return answerLocally(local, request)
      // A request that arrives here comes from a copy of the SDK that did not exist before. Its
      // next clients are adopted.
      clients.apply()
      return answer(currentWorld(), request)
    },
    refuseConnection: (hostname) => refuseConnection(currentWorld, hostname),
  }
  const undos = [
    fillEnvironment(process.env),
    interceptHttp(interceptor),
    interceptFetch(interceptor),
    interceptTls(interceptor),
    interceptSockets((hostname) => refuseConnection(currentWorld, hostname)),
    clients.undo,
  ]
  clients.apply()
  const uninstall = (): void => {
    for (const undo of undos) undo()
    setInstalled(undefined)
  }
  setInstalled(uninstall)
  return uninstall
}
