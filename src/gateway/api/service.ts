/** The service that the region registers. */
import type { Service } from '../../core/world.ts'
import { createState, forkState, resetState, shiftState, type GatewayState } from './state.ts'

/**
 * API Gateway. Its control plane (CreateRestApi, CreateApi, ...) is not simulated yet: SDK calls
 * throw UnsupportedError.
 */
export const gatewayService: Service<GatewayState> = {
  id: 'apigateway',
  title: 'API Gateway',
  namespace: 'com.amazonaws.apigateway',
  operations: {},
  createState,
  forkState,
  resetState,
  shiftState,
}
