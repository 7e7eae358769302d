/** The descriptions of API Gateway that every region lists: one for each of its two APIs. */
import type { Service, World } from '../core/world/world.ts'
import { apiIdOfHost, functionUrlIdOf } from './api/address.ts'
import { findDomain } from './api/domain-names.ts'
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

/** The API for HTTP and WebSocket APIs, and for custom domain names of all kinds. */
export const gatewayV2: Service<undefined> = {
  id: 'apigatewayv2',
  title: 'API Gateway V2',
  namespace: 'com.amazonaws.apigatewayv2',
  client: {
    package: '@aws-sdk/client-apigatewayv2',
    class: 'ApiGatewayV2Client',
    hosts: ['apigateway'],
    pathPrefix: '/v2/',
    model: 'apigatewayv2',
  },
  guide: 'gateway.md',
  room: () => rooms.gatewayV2().room,
}

/**
 * Whether a request to a gateway's host is one to the management API of WebSocket connections:
 * `/prod/@connections/<id>`.
 */
export const isManagementPath = (path: string): boolean => /\/(?:@|%40)connections\//i.test(path)

/**
 * Whether a host name has the form of an execute-api host or of a function URL's, of this world or
 * not, or is a custom domain name of this world.
 */
export const isGatewayHost = (host: string, world: World): boolean =>
  apiIdOfHost(host) !== undefined ||
  functionUrlIdOf(host) !== undefined ||
  isCustomDomain(host, world)

export const isCustomDomain = (host: string, world: World): boolean =>
  world.holds(gateway) && findDomain(world.state(gateway).domains, host) !== undefined
