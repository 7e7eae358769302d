/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as scheduler from './index.ts'

export const rooms = {
  scheduler: (): typeof scheduler => scheduler,
}
