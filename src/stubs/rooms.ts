/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as stubs from './index.ts'

export const rooms = {
  stubs: (): typeof stubs => stubs,
}
