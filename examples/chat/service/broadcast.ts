import {
  ApiGatewayManagementApiClient,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi'
import { leave, membersOf } from './members.js'

/** Sends a message to everybody in a room. Forgets connections that are gone. */
export async function broadcast(endpoint: string, room: string, message: object): Promise<void> {
  const client = new ApiGatewayManagementApiClient({ endpoint })
  const Data = JSON.stringify(message)
  await Promise.all(
    (await membersOf(room)).map(async ({ connectionId }) => {
      try {
        await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data }))
      } catch (error) {
        if (!(error instanceof GoneException)) throw error
        await leave(room, connectionId)
      }
    }),
  )
}
