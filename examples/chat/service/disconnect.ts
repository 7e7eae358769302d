import { broadcast } from './broadcast.js'
import { endpointOf, type ChatEvent } from './event.js'
import { leave } from './members.js'

/** $disconnect */
export const handler = async (event: ChatEvent): Promise<{ statusCode: number }> => {
  const { connectionId, authorizer } = event.requestContext
  const member = await leave(authorizer.room, connectionId)
  if (member) await broadcast(endpointOf(event), member.room, { left: member.name })
  return { statusCode: 200 }
}
