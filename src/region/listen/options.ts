/** The options of `region.listen()` and their checks. */
import { checkNames, shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import type { World } from '../../core/world/world.ts'
import type { Gateway, WebSocketGateway } from '../../gateway/index.ts'
import { rooms as gatewayRooms } from '../../gateway/rooms.ts'
import { toHostname } from './access.ts'

/** Options of `region.listen()`. */
export interface ListenOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /**
   * Serves only this gateway, at the origin's root: `http://127.0.0.1:<port>/orders`. A handle, id,
   * name or ARN. Default: the AWS endpoint, with gateways under `/_gateway/<apiId>/<stage>/...`.
   */
  readonly gateway?: Gateway | WebSocketGateway | string
  /**
   * Further host names by which clients reach the server, such as `'host.docker.internal'`.
   * Default: loopback addresses, `localhost`, and the host names of AWS.
   */
  readonly allowedHosts?: readonly string[]
  /**
   * Origins of the web pages that may send requests, such as `'http://localhost:5173'`. Default:
   * none but the server's own.
   */
  readonly allowedOrigins?: readonly string[]
  /**
   * Serves pages that show this region and change it, under a secret path: `server.inspectorUrl`.
   * Default false.
   */
  readonly inspector?: boolean
  /** The largest body of a request in bytes. Default 32 MiB. */
  readonly maxBodySize?: number
  /** The largest size of a request's headers in bytes. Default 16 KiB. */
  readonly maxHeaderSize?: number
  /** How long a client may take to send a request, in real time. Default 30 s. */
  readonly requestTimeout?: Duration
}

const NAMES = [
  ...['port', 'gateway', 'allowedHosts', 'allowedOrigins'],
  ...['inspector', 'maxBodySize', 'maxHeaderSize', 'requestTimeout'],
]

/** The checked options, with their defaults. */
export interface ListenSettings {
  readonly port: number
  /** The id of the only gateway. */
  readonly gateway: string | undefined
  readonly allowedHosts: ReadonlySet<string>
  readonly allowedOrigins: ReadonlySet<string>
  readonly inspector: boolean
  readonly maxBodySize: number
  readonly maxHeaderSize: number
  readonly requestTimeoutMs: number
}

// Twice the largest request of the simulated services (16 MB, DynamoDB's batches).
const MAX_BODY_SIZE = 32 * 1024 * 1024
// Node's default.
const MAX_HEADER_SIZE = 16 * 1024

/** @throws MisuseError when an option is wrong. */
export function toSettings(world: World, options: ListenOptions): ListenSettings {
  checkNames(options, 'region.listen()', NAMES)
  const { port = 0, gateway, allowedHosts = [], allowedOrigins = [] } = options
  const { maxBodySize = MAX_BODY_SIZE, maxHeaderSize = MAX_HEADER_SIZE } = options
  const { requestTimeout = '30s', inspector = false } = options
  if (typeof inspector !== 'boolean') throw wrong('inspector', inspector, 'true or false')
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw wrong('port', port, 'a port, or 0 for any')
  checkSize('maxBodySize', maxBodySize)
  checkSize('maxHeaderSize', maxHeaderSize)
  const requestTimeoutMs = toMilliseconds(requestTimeout, 'requestTimeout')
  // Node reads 0 as no limit.
  if (requestTimeoutMs < 1) throw wrong('requestTimeout', requestTimeout, 'at least a millisecond')
  checkList('allowedHosts', allowedHosts, isHostName, "host names such as 'host.docker.internal'")
  checkList('allowedOrigins', allowedOrigins, isOrigin, "origins such as 'http://localhost:5173'")
  return {
    port,
    gateway:
      gateway === undefined
        ? undefined
        : gatewayRooms.gateway().gatewayTarget(world, gateway, 'region.listen()'),
    allowedHosts: new Set(allowedHosts.map((host) => host.toLowerCase())),
    allowedOrigins: new Set(allowedOrigins),
    inspector,
    maxBodySize,
    maxHeaderSize,
    requestTimeoutMs,
  }
}

const wrong = (name: string, value: unknown, expected: string): MisuseError =>
  new MisuseError(`region.listen() received ${name}: ${shownValue(value)}.`, expected)

function checkSize(name: string, bytes: unknown): void {
  if (!Number.isInteger(bytes) || Number(bytes) < 1) throw wrong(name, bytes, 'a number of bytes')
}

function checkList(
  name: string,
  list: unknown,
  isEntry: (text: string) => boolean,
  expected: string,
): void {
  const entries: readonly unknown[] = Array.isArray(list) ? list : [list]
  const bad = entries.findIndex((entry) => typeof entry !== 'string' || !isEntry(entry))
  if (Array.isArray(list) && bad < 0) return
  throw new MisuseError(
    `region.listen() received ${shownValue(Array.isArray(list) ? entries[bad] : list)} in ${name}.`,
    `an array of ${expected}`,
    // With a wildcard, any web page could use the region.
    entries[bad] === '*' ? 'Name each of them.' : undefined,
  )
}

const isHostName = (text: string): boolean =>
  !text.includes('*') && toHostname(text) === text.toLowerCase()

/** `'null'` is the origin of files and sandboxed frames. */
const isOrigin = (text: string): boolean =>
  text === 'null' || (URL.canParse(text) && new URL(text).origin === text)
