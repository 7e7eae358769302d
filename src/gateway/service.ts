/** API Gateway, as a region lists it. */
import type { Service } from '../core/world.ts'
import type { GatewayState } from './api/state.ts'
import { rooms } from './rooms.ts'

export const gateway: Service<GatewayState> = {
  id: 'apigateway',
  title: 'API Gateway',
  namespace: 'com.amazonaws.apigateway',
  room: () => rooms.gateway().room,
}
