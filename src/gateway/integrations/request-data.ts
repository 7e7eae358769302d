/** What mappings, templates and backends read of a request. */
import type { Sender } from '../../core/delivery/sender.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { FunctionOutcome } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import { senderOfRoute } from '../api/caller-of-functions.ts'
import { signerOf, type Integrating } from '../api/acting.ts'
import type { RestApi } from '../api/definition.ts'
import { integrationHeaders, restContext, type RestContextParts } from '../events/rest-event.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import type { IntegrationRecord } from '../exchange/integration-record.ts'
import { getOwn, type MultiMap } from '../messages/header-list.ts'
import { toQueryMaps } from '../messages/query.ts'
import type { GatewayRequest } from '../messages/request.ts'
import { rooms } from '../rooms.ts'
import type { createContext, RequestParameters } from '../templates/index.ts'

const NONE: MultiMap = { single: {}, multi: {} }

/** A request to a REST API, or a handshake or message of a WebSocket API. */
export interface RequestData {
  readonly exchange: MappedExchange
  readonly headers: MultiMap
  readonly query: MultiMap
  readonly path: Readonly<Record<string, string>>
  readonly stageVariables: Readonly<Record<string, string>>
  /** `$context`, which the request's templates share. */
  readonly context: ReturnType<typeof createContext>
  /** Whether a template may have changed `$context`. */
  readonly hasContext: boolean
  readonly parameters: RequestParameters
  /** A member of the context by its path: `identity.sourceIp`. Undefined where there is none. */
  contextValue(path: string): string | undefined
  /** Whom the policy of a function has to let in. `role`: the credentials of the integration. */
  senderFor(role: string | undefined): Sender | undefined
  /** Who signed the request, and the token of its session. */
  readonly signer: Integrating['signer']
}

export interface MappedExchange {
  readonly world: World
  readonly api: { readonly id: string; readonly binaryMediaTypes: readonly string[] }
  readonly request: Pick<GatewayRequest, 'method' | 'path' | 'query' | 'headers' | 'body'>
  readonly record: JournalRecord & {
    invocation: FunctionOutcome | undefined
    integration: IntegrationRecord | undefined
  }
  readonly trace: string
}

/** Each part is made when it is first read. */
export class RestRequestData implements RequestData {
  readonly exchange: Exchange<RestApi>
  readonly chosen: ChosenRoute
  readonly #parts: RestContextParts
  #headers: MultiMap | undefined
  #query: MultiMap | undefined
  #members: Readonly<Record<string, unknown>> | undefined
  #context: ReturnType<typeof createContext> | undefined

  constructor(exchange: Exchange<RestApi>, chosen: ChosenRoute, parts: RestContextParts) {
    this.exchange = exchange
    this.chosen = chosen
    this.#parts = parts
  }

  senderFor(role: string | undefined): Sender | undefined {
    const { exchange, chosen } = this
    return senderOfRoute(exchange, chosen.route, exchange.request.method, role)
  }

  get signer(): RequestData['signer'] {
    return signerOf(this.#parts.identity, this.exchange.request)
  }

  get headers(): MultiMap {
    return (this.#headers ??= integrationHeaders(this.exchange, this.#parts))
  }

  get query(): MultiMap {
    return (this.#query ??= toQueryMaps(this.exchange.request.query) ?? NONE)
  }

  get path(): Readonly<Record<string, string>> {
    return this.chosen.parameters ?? {}
  }

  get stageVariables(): Readonly<Record<string, string>> {
    return this.exchange.api.stageVariables ?? {}
  }

  /** `requestContext`, with what only templates see of it. */
  get #contextMembers(): Readonly<Record<string, unknown>> {
    const { isCanary } = this.exchange.api
    return (this.#members ??= {
      ...restContext(this.exchange, this.chosen, this.#parts),
      // Recorded: canary-002
      ...(isCanary !== undefined && { isCanaryRequest: String(isCanary) }),
    })
  }

  contextValue(path: string): string | undefined {
    return contextMember(this.#contextMembers, path)
  }

  get context(): ReturnType<typeof createContext> {
    return (this.#context ??= rooms.templates().createContext(this.#contextMembers))
  }

  get hasContext(): boolean {
    return this.#context !== undefined
  }

  get parameters(): RequestParameters {
    return { path: this.path, querystring: this.query.single, header: this.headers.single }
  }
}

/** A member of a context by its path. Undefined where there is none. */
export function contextMember(
  members: Readonly<Record<string, unknown>>,
  path: string,
): string | undefined {
  let value: unknown = members
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = getOwn(value as Readonly<Record<string, unknown>>, name)
  }
  if (value === undefined || value === null) return undefined
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
