import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { accessTo, findConnection, type ConnectionInput } from './find-connection.ts'

interface Input extends ConnectionInput {
  readonly Data?: Uint8Array
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
const MAX_PAYLOAD_BYTES = 128 * 1024
const EMPTY = new Uint8Array(0)

/** AWS: https://docs.aws.amazon.com/apigatewaymanagementapi/latest/api-reference/connections-connectionid.html */
export const postToConnection: Operation<undefined, Input, object> = defineOperation({
  name: 'PostToConnection',
  handles: ['ConnectionId', 'Data'],
  access: accessTo('POST'),
  // Unverified: the size is checked before the connection.
  run(_state, input, context) {
    const { ConnectionId, Data = EMPTY } = input
    if (Data.byteLength > MAX_PAYLOAD_BYTES) throw errors.payloadTooLarge()
    findConnection(input, context).connections.post(ConnectionId, Data, context.record)
    return {}
  },
})
