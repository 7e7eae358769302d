/**
 * The region's endpoint on a socket, for curl, the AWS CLI, a browser and other languages. The only
 * code that opens a socket.
 */
import type { AddressInfo } from 'node:net'
import { rooms } from '../rooms.ts'
import type { RegionWorld } from '../world.ts'
import { toSettings, type ListenOptions } from './options.ts'
import { answer, answerPage, closeServer, createRegionServer } from './serve.ts'
import { serveUpgrades } from './upgrade.ts'

/** A running endpoint. */
export interface RegionServer {
  /**
   * `http://127.0.0.1:<port>`: the value for AWS_ENDPOINT_URL, with gateways under
   * `/_gateway/<apiId>/<stage>/...`. With the option `gateway`: the URL of that gateway.
   */
  readonly url: string
  /**
   * With the option `inspector`: the URL of its first page, which has a secret. Whoever has it can
   * change the region. Undefined without the option.
   */
  readonly inspectorUrl: string | undefined
  /** Stops listening and drops open connections. */
  close(): Promise<void>
}

export async function listenIn(
  world: RegionWorld,
  options: ListenOptions = {},
): Promise<RegionServer> {
  world.checkWritable()
  const settings = toSettings(world, options)
  const inspector = settings.inspector
    ? rooms.inspector().createInspector(world, settings.allowedHosts)
    : undefined
  const server = createRegionServer(settings, (request, response) =>
    // Pages are for a browser on this machine: their own checks come before anything else.
    inspector?.isFor(request)
      ? answerPage(inspector, settings, request, response)
      : answer(world, settings, request, response),
  )
  const dropUpgraded = serveUpgrades(server, world, settings)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => (closed ??= closeServer(server, dropUpgraded))
  world.account.atEnd(close)
  const url = `http://127.0.0.1:${port}`
  return { url, inspectorUrl: inspector && `${url}${inspector.path}`, close }
}
