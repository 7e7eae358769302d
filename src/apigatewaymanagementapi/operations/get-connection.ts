import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { accessTo, findConnection, type ConnectionInput } from './find-connection.ts'

interface Output {
  readonly ConnectedAt: Date
  readonly Identity: { readonly SourceIp: string; readonly UserAgent?: string }
  readonly LastActiveAt: Date
}

/** AWS: https://docs.aws.amazon.com/apigatewaymanagementapi/latest/api-reference/connections-connectionid.html */
export const getConnection: Operation<undefined, ConnectionInput, Output> = defineOperation({
  name: 'GetConnection',
  handles: ['ConnectionId'],
  access: accessTo('GET'),
  run(_state, input, context) {
    const { connectedAt, lastActiveAt, identity } = findConnection(input, context).facts
    return {
      ConnectedAt: new Date(connectedAt),
      Identity: {
        SourceIp: identity.sourceIp,
        ...(identity.userAgent !== undefined && { UserAgent: identity.userAgent }),
      },
      LastActiveAt: new Date(lastActiveAt),
    }
  },
})
