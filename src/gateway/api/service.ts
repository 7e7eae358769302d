/** The room as the region sees it. */
import type { Service } from '../../core/world.ts'
import { createState, forkState, resetState, shiftState, type GatewayState } from './state.ts'

/**
 * API Gateway. Its control plane (CreateRestApi, CreateApi, ...) has no operations here yet: SDK calls are refused by name.
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
