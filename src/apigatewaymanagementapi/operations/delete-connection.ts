import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { accessTo, findConnection, type ConnectionInput } from './find-connection.ts'

/** AWS: https://docs.aws.amazon.com/apigatewaymanagementapi/latest/api-reference/connections-connectionid.html */
export const deleteConnection: Operation<undefined, ConnectionInput, object> = defineOperation({
  name: 'DeleteConnection',
  handles: ['ConnectionId'],
  access: accessTo('DELETE'),
  run(_state, input, context) {
    const { connections } = findConnection(input, context)
    connections.delete(input.ConnectionId, context.record)
    return {}
  },
})
