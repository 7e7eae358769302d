import { broadcast } from './broadcast.js'
import { endpointOf, type ChatEvent } from './event.js'

/** say: `{ "action": "say", "text": "hi" }`. The client gets an answer only if it is wrong. */
export const handler = async (event: ChatEvent): Promise<{ statusCode: number; body?: string }> => {
  const { text } = JSON.parse(event.body ?? '{}') as { text?: string }
  if (!text) return { statusCode: 400, body: JSON.stringify({ error: 'text' }) }
  const { principalId: from, room } = event.requestContext.authorizer
  await broadcast(endpointOf(event), room, { from, text })
  return { statusCode: 200 }
}
