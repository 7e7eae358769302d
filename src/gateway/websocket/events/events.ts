/** The events of the three kinds of route, and of the authorizer. */
import type { SocketStage } from '../../api/websocket/definition.ts'
import type { HeaderList, MultiMap } from '../../messages/header-list.ts'
import { toQueryMaps } from '../../messages/query.ts'
import type { RequestContext } from './context.ts'
import { disconnectHeaders, handshakeHeaders } from './headers.ts'

type Event = Readonly<Record<string, unknown>>

/** The part of a handshake that its events show. */
export interface HandshakeFacts {
  readonly headers: HeaderList
  readonly query: string
  readonly host: string
  readonly trace: string
}

const headerMembers = ({ single, multi }: MultiMap): Event => ({
  headers: single,
  multiValueHeaders: multi,
})

// Unverified: stage variables, which the published types of these events have.
const variableMembers = ({ variables }: SocketStage): Event =>
  variables ? { stageVariables: { ...variables } } : {}

/** The event of `$connect`. */
// Recorded: snap-ws-connect-event (no query members without a query)
export function connectEvent(
  { headers, query, host, trace }: HandshakeFacts,
  stage: SocketStage,
  requestContext: RequestContext,
): Event {
  const maps = toQueryMaps(query)
  return {
    ...headerMembers(handshakeHeaders(headers, { host, trace, withConnection: false })),
    ...(maps && {
      queryStringParameters: maps.single,
      multiValueQueryStringParameters: maps.multi,
    }),
    ...variableMembers(stage),
    requestContext,
    isBase64Encoded: false,
  }
}

/** The event of the authorizer of `$connect`. */
// Recorded: snap-ws-authorizer-event (empty maps are {}, no isBase64Encoded)
export function authorizerEvent(
  { headers, query, host, trace }: HandshakeFacts,
  { variables }: SocketStage,
  requestContext: RequestContext,
  methodArn: string,
): Event {
  const maps = toQueryMaps(query)
  return {
    type: 'REQUEST',
    methodArn,
    ...headerMembers(handshakeHeaders(headers, { host, trace, withConnection: true })),
    queryStringParameters: maps?.single ?? {},
    multiValueQueryStringParameters: maps?.multi ?? {},
    stageVariables: { ...variables },
    requestContext,
  }
}

/** The event of a message. */
// AWS: ws-002; captures of messages have these members alone
export const messageEvent = (
  body: string,
  stage: SocketStage,
  requestContext: RequestContext,
): Event => ({
  ...variableMembers(stage),
  requestContext,
  body,
  isBase64Encoded: false,
})

/** The event of `$disconnect`. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html
export const disconnectEvent = (
  host: string,
  apiKey: string | undefined,
  stage: SocketStage,
  requestContext: RequestContext,
): Event => ({
  ...headerMembers(disconnectHeaders(host, apiKey)),
  ...variableMembers(stage),
  requestContext,
  isBase64Encoded: false,
})
