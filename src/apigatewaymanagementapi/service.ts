/** The management API of WebSocket connections, as a region lists it. */
import type { Service } from '../core/world/world.ts'
import { rooms } from './rooms.ts'

export const managementApi: Service<undefined> = {
  id: 'apigatewaymanagementapi',
  title: 'API Gateway Management API',
  namespace: 'com.amazonaws.apigatewaymanagementapi',
  client: {
    package: '@aws-sdk/client-apigatewaymanagementapi',
    class: 'ApiGatewayManagementApiClient',
    hosts: ['execute-api'],
    model: 'apigatewaymanagementapi',
  },
  guide: 'websockets.md',
  room: () => rooms.managementApi().room,
}
