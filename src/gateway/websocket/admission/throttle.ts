/**
 * Limits of a WebSocket API's clients: throttles of its stage, of its routes and of the account,
 * throttles and quotas of usage plans.
 */
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
import type { Client } from '../../serve/metering.ts'
import { LIMIT_EXCEEDED, TOO_MANY } from '../answers.ts'

/**
 * The refusal of a handshake or message beyond a limit. Counts it for each limit otherwise.
 */
// AWS: API_Route.html (apiKeyRequired is for WebSocket APIs). Unverified: a message of a route that
// requires a key counts for the plan of its connection's key
export function exceededLimit(
  world: World,
  { id }: WebSocketApi,
  { name, served }: ServedSocketStage,
  { key, throttle: own, apiKeyRequired }: SocketRoute,
  client: Client | undefined,
): { readonly message: string; readonly reason: string } | undefined {
  const throttle = served?.methods?.named.get(settingsKey(key))?.throttle ?? own
  const metered = apiKeyRequired ? client : undefined
  if (!throttle && !served?.throttle && !gatewayOptions.of(world).throttle && !metered)
    return undefined
  const stage = { id, stage: name, stageSettings: served }
  const limits = rooms.throttling().routeLimits(world, stage, { key, throttle })
  const exceeded = rooms.metering().meterClient(world, metered, stage, key, limits)
  if (!exceeded) return undefined
  const { limit, reason } = exceeded
  return { message: limit === 'quota' ? LIMIT_EXCEEDED : TOO_MANY, reason }
}
