/**
 * What a stage of a WebSocket API keeps of each handshake, message and disconnection: a line in its
 * access log, and whether the route has metrics of its own.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html
 */
import type { World } from '../../core/world/world.ts'
import { hasDetailedMetrics } from '../api/method-settings.ts'
import type { SocketStage } from '../api/websocket/definition.ts'
import { rooms } from '../rooms.ts'
import type { RequestContext } from './events/context.ts'
import type { WebSocketRecord } from './record.ts'

/** Observes a finished record. */
export function observe(
  world: World,
  { accessLog, served }: SocketStage,
  record: WebSocketRecord,
  context: () => RequestContext,
): void {
  record.hasDetailedMetrics = hasDetailedMetrics(served?.detailedMetrics, record.route)
  if (!accessLog) return
  const { id, stage } = record.gateway
  const variables = { ...context(), ...outcomeOf(record) }
  rooms.accessLog().writeAccessLog(world, { id, stage }, accessLog, variables, record)
}

// Unverified: status 200 for an accepted handshake, as in the metrics
function outcomeOf(record: WebSocketRecord): Readonly<Record<string, unknown>> {
  const { status, invocation, integration, integrationLatency: latency, errorMessage } = record
  const error = invocation?.unobservedError?.errorMessage
  const integrationStatus = integration?.status ?? (invocation && 200)
  const requestId = invocation && Reflect.get(invocation, 'requestId')
  return {
    status: status === 101 ? 200 : status,
    integrationLatency: latency,
    integration: { error, integrationStatus, status: integrationStatus, latency, requestId },
    error:
      errorMessage === undefined
        ? {}
        : { message: errorMessage, messageString: JSON.stringify(errorMessage) },
  }
}
