import type { ServiceRoom } from '../core/world/world.ts'
import { coverage } from './coverage.ts'
import { createState, forkState, resetState, shiftState, type GatewayState } from './api/state.ts'
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
  coverage,
  get resourceTypes() {
    return rooms.cloudformation().resourceTypes
  },
  createState,
  forkState,
  resetState,
  shiftState,
}
