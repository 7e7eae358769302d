/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as sts from './index.ts'

export const rooms = {
  sts: (): typeof sts => sts,
}
