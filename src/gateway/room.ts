import type { ServiceRoom } from '../core/world/world.ts'
import { coverage } from './coverage.ts'
import {
  createState,
  endState,
  forkState,
  resetState,
  shiftState,
  type GatewayState,
} from './api/state.ts'
import { rooms } from './rooms.ts'

/** API Gateway, as a region runs it. */
export const room: ServiceRoom<GatewayState> = {
  // Requests to gateways need none of them, nor the API model that they are checked against.
  get operations() {
    return rooms.restOperations().operations
  },
  get errors() {
    return rooms.restOperations().errors()
  },
  get metrics() {
    return rooms.gatewayMetrics().metrics
  },
  coverage,
  get resourceTypes() {
    return rooms.gatewayTemplates().resourceTypes
  },
  createState,
  forkState(state, into) {
    const forked = forkState(state)
    if (forked.sockets && forked.sockets.connections.size > 0)
      rooms.websocket().expireLater(into, forked.sockets)
    return forked
  },
  resetState,
  shiftState,
  endState,
}
