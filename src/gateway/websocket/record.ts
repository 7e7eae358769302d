/** The journal record of a handshake, a message or a disconnection. */
import type { JournalRecord } from '../../core/journal.ts'
import { bytesLine, printsAs } from '../../core/reporting/print-record.ts'
import type { FunctionOutcome } from '../../core/world/ports.ts'
import type { Connection } from '../api/websocket/connection.ts'
import { socketUrl, type WebSocketApi } from '../api/websocket/definition.ts'
import type { IntegrationRecord } from '../exchange/integration-record.ts'
import type { AuthorizerOutcome, GatewayReference } from '../exchange/record.ts'
import type { HeaderList } from '../messages/header-list.ts'
import type { RequestContext } from './events/context.ts'
import { bodyBytes, type GatewayAnswer } from '../messages/request.ts'
import { toResponseObject } from '../messages/web-objects.ts'

interface RecordFacts {
  readonly type: 'connect' | 'message' | 'disconnect'
  readonly connectionId: string
  readonly at: number
  readonly causedBy: JournalRecord
}

/**
 * What reached a WebSocket API: a handshake, a message of a client, or the end of a connection
 * (`chat.requests`).
 *
 * @example
 * ```ts
 * ann.send({ action: 'send', text: 'hi' })
 * await region.idle()
 * expect(chat.lastRequest).toMatchObject({ type: 'message', route: 'send', status: 200 })
 * ```
 */
export class WebSocketRecord implements JournalRecord {
  readonly kind = 'request'
  /** A handshake, a message of a client, or the end of a connection. */
  readonly type: 'connect' | 'message' | 'disconnect'
  readonly at: number
  readonly causedBy: JournalRecord
  /** The gateway that it reached. */
  readonly gateway: GatewayReference<'websocket'>
  /** The connection. A refused handshake has one as well. */
  readonly connectionId: string
  /** The key of the matching route. Undefined when no route matches. */
  route: string | undefined = undefined
  /** Messages: the text as sent. */
  body: string | undefined = undefined
  /** Handshakes: the query as sent, without the question mark. */
  rawQueryString: string | undefined = undefined
  /** Handshakes: the headers in the spelling and order of the client. */
  rawHeaders: HeaderList | undefined = undefined
  /** Disconnections: the code and the reason in the event of `$disconnect`. */
  closed: { readonly code: number; readonly reason: string } | undefined = undefined
  /** The verdict of `$connect`'s authorizer. Undefined for a route without one. */
  authorizer: AuthorizerOutcome | undefined = undefined
  /** The record of the function behind the route. Undefined until it has ended. */
  invocation: FunctionOutcome | undefined = undefined
  /** What the integration sent to an HTTP backend or another service. Undefined before. */
  integration: IntegrationRecord | undefined = undefined
  /**
   * Handshakes: the status of the response, 101 for an accepted one. Messages: 200, or the status
   * that API Gateway logs for an error. Undefined while it is running.
   */
  status: number | undefined = undefined
  /** Messages: the text that the gateway itself sent back: a route response, or an error. */
  answer: string | undefined = undefined
  /** Explains an error of the gateway. */
  reason: string | undefined = undefined
  /**
   * How long the integration took, in milliseconds of the region's clock. Undefined when it was not
   * asked.
   */
  integrationLatency: number | undefined = undefined
  /** The line in the stage's access log. Undefined without one. */
  accessLog: { readonly at: number; readonly message: string } | undefined = undefined
  /** @internal Whether the stage has metrics of its route. */
  hasDetailedMetrics = false
  /** @internal `requestContext` of its event. */
  context: RequestContext | undefined = undefined
  /** @internal The message of an error of the gateway, as the client gets it. */
  errorMessage: string | null | undefined = undefined
  /** The X-Amzn-Trace-Id in the event of `$connect`. */
  traceHeader: string | undefined = undefined
  /** The time until the answer, in milliseconds of the region's clock. */
  duration = 0
  #response: GatewayAnswer | undefined = undefined

  /** @internal */
  constructor(api: WebSocketApi, stage: string, facts: RecordFacts) {
    this.type = facts.type
    this.at = facts.at
    this.causedBy = facts.causedBy
    this.connectionId = facts.connectionId
    const { id, name, type, host } = api
    this.gateway = { id, name, type, stage, url: socketUrl(host, stage) }
  }

  /**
   * Handshakes that were refused: the response. Each access returns a new one, so that its body can
   * always be read.
   */
  get response(): Response | undefined {
    const answer = this.#response
    return answer && answer.status >= 200
      ? toResponseObject(answer, this.gateway.url, 'GET')
      : undefined
  }

  /** Handshakes: the headers of the response as the gateway spells and orders them. */
  get rawResponseHeaders(): HeaderList | undefined {
    return this.#response?.headers
  }

  /** Handshakes: the body of the response as sent. */
  get rawResponseBody(): Uint8Array | undefined {
    return this.#response && bodyBytes(this.#response.body)
  }

  static {
    printsAs(this.prototype, (record) => ({
      ...record,
      context: undefined,
      errorMessage: undefined,
      hasDetailedMetrics: undefined,
      rawResponseHeaders: record.rawResponseHeaders,
      rawResponseBody: bytesLine(record.rawResponseBody),
    }))
  }

  /** @internal Completes the record. */
  finish(status: number, now: number, response?: GatewayAnswer): void {
    this.status = status
    this.duration = now - this.at
    this.#response = response
  }
}

/** The record of an event on an open connection. */
export const recordOn = (
  api: WebSocketApi,
  { id: connectionId, stage }: Connection,
  facts: Omit<RecordFacts, 'connectionId'>,
): WebSocketRecord => new WebSocketRecord(api, stage, { ...facts, connectionId })
