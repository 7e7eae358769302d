/** The description of API Gateway that every region lists. */
import type { Service } from '../core/world/world.ts'
import { apiIdOfHost } from './api/address.ts'
import type { GatewayState } from './api/state.ts'
import { rooms } from './rooms.ts'

export const gateway: Service<GatewayState> = {
  id: 'apigateway',
  title: 'API Gateway',
  namespace: 'com.amazonaws.apigateway',
  guide: 'gateway.md',
  room: () => rooms.gateway().room,
}

/** Whether a host name has the form of an execute-api host, of this world's gateways or not. */
export const isGatewayHost = (host: string): boolean => apiIdOfHost(host) !== undefined
