/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as eventbridge from './index.ts'

export const rooms = {
  eventbridge: (): typeof eventbridge => eventbridge,
}
