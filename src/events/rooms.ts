/** What loads when it is first used (dynamodb/rooms.ts). */
import * as events from './index.ts'

export const rooms = {
  events: (): typeof events => events,
}
