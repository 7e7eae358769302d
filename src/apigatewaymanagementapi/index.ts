/**
 * The management API of WebSocket connections (`@connections`): PostToConnection, GetConnection,
 * DeleteConnection.
 * Does not simulate the throttling of these calls; a test can plan it as a fault.
 * State: none. The connections are API Gateway's, behind the port `connections`.
 */
export { room } from './room.ts'
