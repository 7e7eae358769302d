/** Throttles of a WebSocket API's stage: its own, those of its routes, and the account's. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html
import type { World } from '../../../core/world/world.ts'
import { settingsKey } from '../../api/method-settings.ts'
import type {
  ServedSocketStage,
  SocketRoute,
  WebSocketApi,
} from '../../api/websocket/definition.ts'
import { gatewayOptions } from '../../region-options.ts'
import { rooms } from '../../rooms.ts'

/** Explains a handshake or message beyond a limit. Takes a token of each limit otherwise. */
export function exceededLimit(
  world: World,
  { id }: WebSocketApi,
  { name, served }: ServedSocketStage,
  { key, throttle: own }: SocketRoute,
): string | undefined {
  const throttle = served?.methods?.named.get(settingsKey(key))?.throttle ?? own
  if (!throttle && !served?.throttle && !gatewayOptions.of(world).throttle) return undefined
  const { explainLimit, routeLimits, takeTokens } = rooms.throttling()
  const stage = { id, stage: name, stageSettings: served }
  const exceeded = takeTokens(world, routeLimits(world, stage, { key, throttle }))
  return exceeded && explainLimit(exceeded)
}
