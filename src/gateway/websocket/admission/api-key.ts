/** The API key of a handshake. */
import type { World } from '../../../core/world/world.ts'
import { planOf } from '../../api/usage/usage.ts'
import type { Client } from '../../serve/metering.ts'
import type {
  SocketDefinition,
  ServedSocketStage,
  WebSocketApi,
} from '../../api/websocket/definition.ts'
import type { Authorization } from '../../authorizers/authorization.ts'
import { lastHeader } from '../../messages/header-list.ts'
import { gateway } from '../../service.ts'
import type { HandshakeFacts } from '../events/events.ts'

/** The client that the handshake's key, or its authorizer's, stands for. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html#apigateway-websocket-api-apikey-selection-expressions
export function clientOfHandshake(
  world: World,
  api: WebSocketApi,
  stage: ServedSocketStage,
  { headers }: HandshakeFacts,
  authorization: Authorization | undefined,
): Client | undefined {
  const value =
    stage.definition.apiKeySource === 'HEADER'
      ? lastHeader(headers, 'x-api-key')
      : authorization?.verdict === 'allowed'
        ? authorization.usageIdentifierKey
        : undefined
  return clientOfKey(world, api, stage, value)
}

/** The client of an enabled key of a plan of the stage. */
export function clientOfKey(
  world: World,
  { id }: WebSocketApi,
  { name }: ServedSocketStage,
  value: string | undefined,
): Client | undefined {
  const { usage } = world.state(gateway)
  const key = value === undefined ? undefined : usage.keys.get(value)
  const found = key?.enabled ? planOf(usage, key, id, name) : undefined
  return key && found && { key, ...found }
}

/** Explains the refusal of a route that requires a key. */
export const noApiKey = ({ apiKeySource }: SocketDefinition): string =>
  `The route needs an API key: ${apiKeySource === 'HEADER' ? "the handshake's header x-api-key has" : 'the authorizer returned'} no enabled key of the gateway.`
