import type { ServiceRoom } from '../core/world.ts'
import { coverage } from './coverage.ts'
import { createState, forkState, resetState, shiftState, type GatewayState } from './api/state.ts'

/**
 * API Gateway, as a region runs it. Its control plane (CreateRestApi, CreateApi, ...) has no operations here yet: SDK calls are refused by name.
 */
export const room: ServiceRoom<GatewayState> = {
  operations: {},
  coverage,
  createState,
  forkState,
  resetState,
  shiftState,
}
