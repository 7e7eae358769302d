import type { ChatEvent } from './event.js'
import { join } from './members.js'

/** $connect */
export const handler = async ({ requestContext }: ChatEvent): Promise<{ statusCode: number }> => {
  const { connectionId, authorizer } = requestContext
  await join({ connectionId, room: authorizer.room, name: authorizer.principalId })
  return { statusCode: 200 }
}
