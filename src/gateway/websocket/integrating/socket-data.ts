/** What mappings, templates and backends read of a handshake or a message. */
import type { Sender } from '../../../core/delivery/sender.ts'
import type { World } from '../../../core/world/world.ts'
import { senderOfSocketRoute } from '../../api/caller-of-functions.ts'
import type { SocketStage, WebSocketApi } from '../../api/websocket/definition.ts'
import { toTraceHeader } from '../../exchange/timestamps-and-ids.ts'
import { toHeaderMaps, type HeaderList, type MultiMap } from '../../messages/header-list.ts'
import { toQueryMaps } from '../../messages/query.ts'
import { rooms } from '../../rooms.ts'
import type { MappedExchange, RequestData } from '../../integrations/index.ts'
import type { RequestContext } from '../events/context.ts'
import type { WebSocketRecord } from '../record.ts'

const NONE: MultiMap = { single: {}, multi: {} }

export interface SocketRequest {
  readonly world: World
  readonly api: Pick<WebSocketApi, 'id'>
  readonly stage: SocketStage
  readonly record: WebSocketRecord
  /** `requestContext` of its event. */
  readonly context: RequestContext
  /** Handshakes have headers and a query, messages a body. */
  readonly headers: HeaderList
  readonly query: string
  readonly body: string | undefined
}

export class SocketData implements RequestData {
  readonly exchange: MappedExchange
  readonly path: Readonly<Record<string, string>> = {}
  readonly stageVariables: Readonly<Record<string, string>>
  /** Messages carry no signature. */
  readonly signer = undefined
  readonly #members: RequestContext
  readonly #at: Parameters<typeof senderOfSocketRoute>[0]
  #headers: MultiMap | undefined
  #query: MultiMap | undefined
  #context: RequestData['context'] | undefined

  constructor({ world, api, stage, record, context, headers, query, body }: SocketRequest) {
    this.#members = context
    this.#at = { world, api: { id: api.id, stage: stage.name } }
    this.stageVariables = stage.variables ?? {}
    this.exchange = {
      world,
      record,
      api: { id: api.id, binaryMediaTypes: [] },
      // Unverified: the method of a backend without integrationHttpMethod, which AWS requires
      request: {
        method: 'POST',
        path: '/',
        query,
        headers,
        body: body === undefined ? undefined : Buffer.from(body, 'utf8'),
      },
      trace: record.traceHeader ?? toTraceHeader(world, record.at, undefined),
    }
  }

  senderFor(role: string | undefined): Sender | undefined {
    return senderOfSocketRoute(this.#at, { key: String(this.#members['routeKey']) }, role)
  }

  get headers(): MultiMap {
    return (this.#headers ??= toHeaderMaps(this.exchange.request.headers))
  }

  get query(): MultiMap {
    return (this.#query ??= toQueryMaps(this.exchange.request.query) ?? NONE)
  }

  get context(): RequestData['context'] {
    return (this.#context ??= rooms.templates().createContext(this.#members))
  }

  get hasContext(): boolean {
    return this.#context !== undefined
  }

  get parameters(): RequestData['parameters'] {
    return { path: this.path, querystring: this.query.single, header: this.headers.single }
  }

  contextValue(path: string): string | undefined {
    return rooms.integrations().contextMember(this.#members, path)
  }
}
