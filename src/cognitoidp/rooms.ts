/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as cognitoidp from './index.ts'

export const rooms = {
  cognitoidp: (): typeof cognitoidp => cognitoidp,
}
