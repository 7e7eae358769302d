/** The connection that an operation is about, and the permission to manage it. */
import { formatArn } from '../../core/arn.ts'
import type { ConnectionFacts, Connections } from '../../core/world/ports.ts'
import type { Access, CallContext, World } from '../../core/world/world.ts'
import * as errors from '../errors.ts'

export interface ConnectionInput {
  readonly ConnectionId: string
}

export interface FoundConnection {
  readonly connections: Connections
  readonly facts: ConnectionFacts
}

/**
 * Returns the open connection with this id at the endpoint of the call.
 *
 * Order: the id's form, the endpoint's stage, the connection.
 */
export function findConnection(
  { ConnectionId }: ConnectionInput,
  { world, target }: CallContext,
): FoundConnection {
  if (!isConnectionId(ConnectionId)) throw errors.invalidConnectionId(ConnectionId)
  const { connections } = world.ports
  const facts = connections?.find(ConnectionId, target) ?? 'gone'
  if (facts === 'forbidden') throw errors.forbidden()
  if (facts === 'gone' || !connections) throw errors.gone()
  return { connections, facts }
}

// Connection ids are bytes in base64: L0SM9cOFvHcCIhw=
// Unverified: which ids AWS takes for malformed (errors.ts). Here: text that is not base64.
const isConnectionId = (id: string): boolean =>
  /^[A-Za-z0-9+/_-]+={0,2}$/.test(id) && id.replace(/=+$/, '').length % 4 !== 1

/**
 * The permission that a call needs.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html
 */
export const accessTo =
  (method: 'POST' | 'GET' | 'DELETE') =>
  ({ ConnectionId }: ConnectionInput, { options, ports }: World): readonly Access[] => {
    const found = ports.connections?.find(ConnectionId, undefined)
    const { apiId, stage } = typeof found === 'object' ? found : { apiId: '*', stage: '*' }
    const resource = `${apiId}/${stage}/${method}/@connections/${ConnectionId}`
    return [
      {
        action: 'execute-api:ManageConnections',
        resource: formatArn('execute-api', options.region, options.accountId, resource),
      },
    ]
  }
