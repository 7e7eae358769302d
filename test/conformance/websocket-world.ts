/**
 * WebSocket APIs of a case: `given.api` of the type WEBSOCKET, the clients of `wsConnect`, `wsSend`
 * and `wsClose`, and the management API as `wsPost`, `wsGetConnection` and `wsDeleteConnection`.
 */
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi'
import {
  createGateway,
  type HandshakeError,
  type WebSocketClient,
  type WebSocketGateway,
} from 'miniregion'
import type { JsonObject } from './case.ts'
import { caughtBy, errorOf } from './handlers.ts'
import type { CaseWorld, Outcome, Part } from './part.ts'
import { resolve } from './sdk-world.ts'

const GATEWAY = 'gateway'
const CLIENTS = 'clients'

/** Members of a route that are options of `createGateway`. */
const ROUTE_MEMBERS = ['apiKeyRequired', 'routeResponseSelectionExpression']

interface SocketApi {
  readonly routes?: readonly any[]
  readonly [member: string]: unknown
}

/** `common` has what all kinds of gateway share. */
export function createSocketApi(
  { routes = [], ...options }: SocketApi,
  common: object,
  toAuthorizer: (given: unknown) => unknown,
): WebSocketGateway {
  const made = routes.map(({ routeKey, integration, authorizer, ...rest }) => {
    const unknown = Object.keys(rest).filter((member) => !ROUTE_MEMBERS.includes(member))
    if (unknown.length > 0) throw new Error(`a route with ${unknown.join(', ')} is not simulated`)
    const route = {
      integration,
      ...rest,
      ...(authorizer && { authorizer: toAuthorizer(authorizer) }),
    }
    return [routeKey, route] as const
  })
  return createGateway(Object.fromEntries(made) as never, {
    ...common,
    ...options,
    type: 'websocket',
  })
}

type Clients = Map<string, WebSocketClient>

function clientsOf({ kept }: CaseWorld): Clients {
  if (!kept.has(CLIENTS)) kept.set(CLIENTS, new Map())
  return kept.get(CLIENTS) as Clients
}

function clientOf(world: CaseWorld, name: unknown): WebSocketClient {
  const client = clientsOf(world).get(String(name))
  if (!client) throw new Error(`there is no connection ${String(name)}`)
  return client
}

const gatewayOf = ({ kept }: CaseWorld): WebSocketGateway => kept.get(GATEWAY) as WebSocketGateway

async function connect(world: CaseWorld, { as, headers, rawQuery }: JsonObject): Promise<Outcome> {
  try {
    const client = await gatewayOf(world).connect({
      query: String(rawQuery ?? ''),
      headers: (headers ?? []) as [string, string][],
    })
    clientsOf(world).set(String(as), client)
    return { handshake: { status: 101 } }
  } catch (error) {
    if ((error as Error).name !== 'HandshakeError') throw error
    return { handshake: { status: (error as HandshakeError).status } }
  }
}

/** The id of a connection that never existed has the same form. */
const idOf = (world: CaseWorld, name: unknown): string =>
  clientsOf(world).get(String(name))?.connectionId ?? 'L0SM9cOFvHcCIhw='

async function manage(
  world: CaseWorld,
  create: (ConnectionId: string) => object,
  connection: unknown,
): Promise<Outcome> {
  const client = new ApiGatewayManagementApiClient({
    ...world.region.sdk,
    endpoint: gatewayOf(world).callbackUrl,
    // One attempt, because an error is the answer to check.
    maxAttempts: 1,
  })
  try {
    return { output: await client.send(create(idOf(world, connection)) as never) }
  } catch (error) {
    return { error: errorOf(error) }
  } finally {
    client.destroy()
  }
}

export const websocketWorld: Part = {
  when: {
    wsConnect: connect,
    async wsSend(world, { as, text }) {
      clientOf(world, as).send(String(resolve(world, text!)))
      await world.region.idle()
      return {}
    },
    async wsClose(world, { as, code, reason }) {
      const client = clientOf(world, as)
      client.close(code as number | undefined, reason as string | undefined)
      await client.closed
      return {}
    },
    wsPost: (world, { connection, data }) =>
      manage(
        world,
        (ConnectionId) =>
          new PostToConnectionCommand({ ConnectionId, Data: String(resolve(world, data!)) }),
        connection,
      ),
    wsGetConnection: (world, { connection }) =>
      manage(world, (ConnectionId) => new GetConnectionCommand({ ConnectionId }), connection),
    wsDeleteConnection: (world, { connection }) =>
      manage(world, (ConnectionId) => new DeleteConnectionCommand({ ConnectionId }), connection),
  },
  then: {
    handshake: (check, expected) => check.match('handshake', check.outcome['handshake'], expected),
    async received(check, expected) {
      await check.drain()
      for (const [name, matcher] of Object.entries(expected as JsonObject))
        check.match(`received.${name}`, clientOf(check.world, name).received, matcher)
    },
    async closed(check, expected) {
      await check.drain()
      const closed = [...clientsOf(check.world)].filter(([, client]) => client.readyState === 3)
      const names = closed.map(([name]) => name).sort()
      check.match('closed', names, [...(expected as string[])].sort())
    },
    async caught(check, expected) {
      await check.drain()
      const caught = caughtBy(check.world)
      for (const [name, matcher] of Object.entries(expected as JsonObject))
        check.match(`caught.${name}`, caught.get(name), matcher)
    },
  },
}
