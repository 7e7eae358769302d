import type { ServiceRoom } from '../core/world/world.ts'
import { coverage } from './coverage.ts'
import { createState, forkState, resetState, shiftState, type GatewayState } from './api/state.ts'

/**
 * The room that the region loads at the first use of API Gateway. The control plane (CreateRestApi,
 * CreateApi, ...) is not simulated yet: SDK calls throw UnsupportedError.
 */
export const room: ServiceRoom<GatewayState> = {
  operations: {},
  coverage,
  createState,
  forkState,
  resetState,
  shiftState,
}
