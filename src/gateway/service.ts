/** The description of API Gateway that every region lists. */
import type { Service } from '../core/world/world.ts'
import { apiIdOfHost, functionUrlIdOf } from './api/address.ts'
import type { GatewayState } from './api/state.ts'
import { gatewayOptions, type ApiGatewayOptions } from './region-options.ts'
import { rooms } from './rooms.ts'

export const gateway: Service<GatewayState, ApiGatewayOptions> = {
  id: 'apigateway',
  title: 'API Gateway',
  namespace: 'com.amazonaws.apigateway',
  client: {
    package: '@aws-sdk/client-api-gateway',
    class: 'APIGatewayClient',
    hosts: ['apigateway'],
    model: 'api-gateway',
  },
  guide: 'gateway.md',
  options: gatewayOptions,
  templates: ['AWS::ApiGateway', 'AWS::ApiGatewayV2'],
  room: () => rooms.gateway().room,
}

/**
 * Whether a host name has the form of an execute-api host or of a function URL's, of this world or
 * not.
 */
export const isGatewayHost = (host: string): boolean =>
  apiIdOfHost(host) !== undefined || functionUrlIdOf(host) !== undefined
