/** The API key of a handshake. */
import type { World } from '../../../core/world/world.ts'
import { planOf, type ApiKeyDefinition } from '../../api/usage/usage.ts'
import type {
  SocketDefinition,
  ServedSocketStage,
  WebSocketApi,
} from '../../api/websocket/definition.ts'
import type { Authorization } from '../../authorizers/authorization.ts'
import { lastHeader } from '../../messages/header-list.ts'
import { gateway } from '../../service.ts'
import type { HandshakeFacts } from '../events/events.ts'

/** The enabled key of a plan of the stage that the handshake, or its authorizer, names. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html#apigateway-websocket-api-apikey-selection-expressions
export function keyOfHandshake(
  world: World,
  { id }: WebSocketApi,
  { name, definition }: ServedSocketStage,
  { headers }: HandshakeFacts,
  authorization: Authorization | undefined,
): ApiKeyDefinition | undefined {
  const value =
    definition.apiKeySource === 'HEADER'
      ? lastHeader(headers, 'x-api-key')
      : authorization?.verdict === 'allowed'
        ? authorization.usageIdentifierKey
        : undefined
  const { usage } = world.state(gateway)
  const key = value === undefined ? undefined : usage.keys.get(value)
  return key?.enabled && planOf(usage, key, id, name) ? key : undefined
}

/** Explains the refusal of a route that requires a key. */
export const noApiKey = ({ apiKeySource }: SocketDefinition): string =>
  `The route needs an API key: ${apiKeySource === 'HEADER' ? "the handshake's header x-api-key has" : 'the authorizer returned'} no enabled key of the gateway.`
