/** The `WebSocketGateway` handle that `createGateway(routes, { type: 'websocket' })` returns. */
import { inspectKey } from '../../core/reporting/print-record.ts'
import { formatArn } from '../../core/arn.ts'
import { handleKey, type HandleIdentity } from '../../core/handle.ts'
import { currentScope, resolveWorld } from '../../core/world/context.ts'
import type { CallTarget } from '../../core/world/call-target.ts'
import type { World } from '../../core/world/world.ts'
import type { Routes, RouteValue, WebSocketGatewayOptions } from '../api/options.ts'
import { letGatewayIn } from '../api/caller-of-functions.ts'
import { checkFreeId, setSocketApi, socketsOf, type GatewayState } from '../api/state.ts'
import { setGatewayUsage } from '../api/usage/usage.ts'
import { socketUrl, type WebSocketApi } from '../api/websocket/definition.ts'
import { openConnections, socketApiOf } from '../api/websocket/state.ts'
import { toApiKey, toUsagePlans } from '../build/check-usage.ts'
import { accessLogsOf } from '../exchange/access-logs.ts'
import type { AccessLogEntry, GatewayReference } from '../exchange/record.ts'
import { gatewayTarget } from '../gateway-target.ts'
import { rooms } from '../rooms.ts'
import { gateway } from '../service.ts'
import { withAutomaticSocketDeployment, mainSocketStage } from '../api/websocket/deployments.ts'
import { buildSocketApi, withSocketRoute } from './build/build-socket-api.ts'
import { WebSocketClient } from './client/client.ts'
import { openConnection, type ConnectOptions } from './client/connect.ts'
import { expireConnections } from './expiry.ts'
import { toConnectionId, toData, type ConnectionTarget } from './management-input.ts'
import type { WebSocketRecord } from './record.ts'

/** An open connection of a WebSocket API. Times in milliseconds since 1970. */
export interface WebSocketConnection {
  readonly connectionId: string
  readonly stage: string
  readonly connectedAt: number
  /** The time of the last message in either direction. */
  readonly lastActiveAt: number
  readonly sourceIp: string
  readonly userAgent: string | undefined
}

/**
 * Opens connections to one WebSocket API, and lists what reached it.
 * `createGateway(routes, { type: 'websocket' })` makes one.
 *
 * @example
 * ```ts
 * const chat = createGateway({ $connect: join, send: say }, { type: 'websocket' })
 * const ann = await chat.connect()
 * ann.send({ action: 'send', text: 'hi' })
 * ```
 */
export class WebSocketGateway {
  static {
    // Defined here rather than as members: neither key belongs to the public type.
    Object.defineProperty(this.prototype, handleKey, {
      configurable: true,
      get(this: WebSocketGateway): HandleIdentity<WebSocketGateway> {
        return {
          kind: 'gateway',
          home: this.#home,
          withWorld: (world) => new WebSocketGateway(world, this.#reference),
        }
      },
    })
    Object.defineProperty(this.prototype, inspectKey, {
      configurable: true,
      value(this: WebSocketGateway): string {
        return `WebSocketGateway '${this.name}' (${this.url})`
      },
    })
  }

  /** The API's id. */
  readonly id: string
  /** The name that traces show: the option `name`, or the id. */
  readonly name: string
  /** The kind of API. */
  readonly type: 'websocket'
  /** The stage's name. Default `prod`. */
  readonly stage: string
  /** The URL of clients: `wss://<id>.execute-api.<region>.amazonaws.com/<stage>`. */
  readonly url: string
  /** The endpoint of `ApiGatewayManagementApiClient`: the same URL with `https`. */
  readonly callbackUrl: string
  readonly #home: World
  readonly #reference: GatewayReference<'websocket'>
  /** Where the management API is called. */
  readonly #target: CallTarget

  /** @internal */
  constructor(home: World, reference: GatewayReference<'websocket'>) {
    this.#home = home
    this.#reference = reference
    this.id = reference.id
    this.name = reference.name
    this.type = reference.type
    this.stage = reference.stage
    this.url = reference.url
    this.callbackUrl = reference.url.replace(/^wss:/, 'https:')
    const { hostname, pathname } = new URL(this.callbackUrl)
    this.#target = { hostname, path: `${pathname}/@connections/` }
  }

  /** The API's ARN. */
  get arn(): string {
    return formatArn('apigateway', this.#home.options.region, '', `/apis/${this.id}`)
  }

  /** What reached the API, oldest first: handshakes, messages and disconnections. */
  get requests(): readonly WebSocketRecord[] {
    return resolveWorld(this.#home).journal.of<WebSocketRecord>(
      'request',
      ({ gateway }) => gateway.id === this.id,
    )
  }

  /** The newest of `requests`. Undefined before the first handshake. */
  get lastRequest(): WebSocketRecord | undefined {
    return this.requests.at(-1)
  }

  /** The lines of the access logs of the gateway's stages, oldest first. */
  get accessLogs(): readonly AccessLogEntry<WebSocketRecord>[] {
    return accessLogsOf(this.requests)
  }

  /** The open connections of every stage, in the order they were opened. */
  get connections(): readonly WebSocketConnection[] {
    const world = resolveWorld(this.#home)
    const sockets = socketsOf(world.state(gateway))
    expireConnections(world, sockets)
    return openConnections(sockets)
      .filter(({ apiId }) => apiId === this.id)
      .map(({ id, stage, connectedAt, lastActiveAt, identity: { sourceIp, userAgent } }) =>
        Object.freeze({ connectionId: id, stage, connectedAt, lastActiveAt, sourceIp, userAgent }),
      )
  }

  /**
   * Opens a connection. Sends no header but those given and those that every handshake has.
   *
   * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html
   *
   * @throws HandshakeError (as a rejection) when the gateway or `$connect` refuses the handshake:
   *   `status` and `response` are those of the answer.
   * @throws MisuseError (as a rejection) when an option is wrong.
   *
   * @example
   * ```ts
   * const ann = await chat.connect({ query: { room: '1' }, headers: { authorization: 'token' } })
   * await expect(chat.connect()).rejects.toMatchObject({ status: 401 })
   * ```
   */
  async connect(options: ConnectOptions = {}): Promise<WebSocketClient> {
    // Lambda freezes an environment between invocations: a call left over waits for the next.
    const held = currentScope()?.environment?.hold()
    if (held) await held
    const world = resolveWorld(this.#home)
    const facts = await openConnection(world, this.#api(world), this.stage, options)
    return new WebSocketClient(world, facts)
  }

  /**
   * Posts a message to a connection, as PostToConnection does: text and bytes as they are, other
   * values as JSON.
   *
   * @throws MisuseError for a value that is no connection or no message.
   * @throws ServiceError GoneException when the connection is not open.
   */
  post(connection: ConnectionTarget, message: unknown): void {
    const input = { ConnectionId: toConnectionId(connection, 'post'), Data: toData(message) }
    this.#manage('PostToConnection', input)
  }

  /**
   * Ends a connection, as DeleteConnection does.
   *
   * @throws MisuseError for a value that is no connection.
   * @throws ServiceError GoneException when the connection is not open.
   */
  disconnect(connection: ConnectionTarget): void {
    this.#manage('DeleteConnection', { ConnectionId: toConnectionId(connection, 'disconnect') })
  }

  /**
   * Adds a route, which the gateway's stage serves at once. With `replace` it takes the place of
   * the route with the same key. Returns the gateway.
   *
   * @throws MisuseError when the route exists, or has a wrong option.
   */
  route(key: string, value: RouteValue, options: { readonly replace?: boolean } = {}): this {
    const world = resolveWorld(this.#home)
    world.checkWritable()
    const { replace = false } = options
    const api = this.#api(world)
    const changed = api.draft
      ? rooms.drafts().withDraftedSocketRoute(world, api, key, value, replace)
      : { ...api, working: withSocketRoute(world, api, key, value, replace) }
    setSocketApi(world.state(gateway), withAutomaticSocketDeployment(world, changed, 'route'))
    return this
  }

  /** The ARN, so that a template literal prints it. */
  toString(): string {
    return this.arn
  }

  #manage(operation: string, input: object): void {
    const world = resolveWorld(this.#home)
    world.checkWritable()
    const target = this.#target
    world.callSync({
      service: 'apigatewaymanagementapi',
      operation,
      input,
      source: 'service',
      target,
    })
  }

  #api(world: World): WebSocketApi {
    return socketApiOf(socketsOf(world.state(gateway)), this.id, world)
  }
}

/**
 * The handle of an existing WebSocket API, by id, name or ARN.
 *
 * @throws MisuseError when the region has no such gateway.
 */
export function openSocketGateway(world: World, idOrName: string): WebSocketGateway {
  const id = gatewayTarget(world, idOrName, 'region.webSocketGateway()')
  return toHandle(world, socketApiOf(socketsOf(world.state(gateway)), id, world))
}

function toHandle(world: World, api: WebSocketApi): WebSocketGateway {
  const { id, name, type, host } = api
  const stage = mainSocketStage(api)
  return new WebSocketGateway(world, { id, name, type, stage, url: socketUrl(host, stage) })
}

/** `createGateway(routes, { type: 'websocket' })`. */
export function createSocketGateway(
  world: World,
  state: GatewayState,
  routes: Routes,
  options: WebSocketGatewayOptions,
): WebSocketGateway {
  const api = buildSocketApi(world, state, routes, options)
  checkFreeId(state, api.id, world)
  const caller = 'createGateway'
  const keys = (options.apiKeys ?? []).map((key) => toApiKey(world, key, caller))
  const plans = toUsagePlans(world, api.id, keys, options.usagePlans, caller)
  setSocketApi(state, api)
  letGatewayIn(world, api.id, api.working.routes.values())
  setGatewayUsage(state.usage, api.id, keys, plans)
  return toHandle(world, api)
}
